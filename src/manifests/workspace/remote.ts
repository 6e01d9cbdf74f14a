import { resolvePath } from './paths.ts';

/**
 * Whether a kustomization's entry is fetched rather than read (kustomize, api/internal/git/repospec.go): a URL, an SSH
 * address, or a host's path such as `github.com/fluxcd/flux2/manifests/install?ref=v2.9.0`.
 */
export function isRemote(text: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[A-Za-z]:[\\/]/.test(text)) return true;
  if (/^(git@|git::|gh:)/.test(text) || /\?(ref|version|submodules|timeout)=/.test(text)) return true;
  const [host = '', ...rest] = text.split('/');
  return rest.length >= 2 && /^(github\.com|gitlab\.com|bitbucket\.org|[^./][^/]*\.(com|org|io|net|dev))$/i.test(host);
}

/**
 * The folder that a Flux Kustomization's spec.path means in its source's root. Undefined for one with variables, and
 * where no path is written: a patch may give it.
 */
export function kustomizeFolder(root: string, path: string | undefined): string | undefined {
  if (path === undefined || path.includes('${')) return undefined;
  return resolvePath(root, path.replace(/^\/+/, ''));
}
