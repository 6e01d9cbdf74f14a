import { buildsOf } from '../../manifests/kustomize/builds.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { isFixture } from '../../manifests/kustomize/unbuilt.ts';
import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { fileNameOf } from '../../manifests/workspace/paths.ts';
import { usesOf } from '../../manifests/workspace/uses.ts';
import { asMap, entryOf, scalarAt } from '../../manifests/yaml/node.ts';
import { severityOf } from '../codes.ts';
import type { LanguageContext } from '../context.ts';
import type { Finding } from '../finding.ts';

/**
 * Documents that a build takes for objects although they do not say of which kind: kustomize fails on them ("missing kind
 * in object", kyaml/yaml/rnode.go). One without apiVersion it lets through, and kustomize-controller passes it over
 * without a word (fluxcd/pkg, ssa/utils).
 */
export function noObject(content: DocumentContent, path: string, { workspace }: LanguageContext): Finding[] {
  const root = asMap(content.root);
  const [first] = root?.entries ?? [];
  if (first === undefined || content.problems.length > 0) return [];
  // SOPS writes its block into what was an empty document.
  if (['<<', 'sops'].some((key) => entryOf(root, key) !== undefined)) return [];
  if (!/\.ya?ml$/.test(fileNameOf(path)) || isFixture(workspace, path)) return [];
  const uses = usesOf(workspace, path);
  const isListed = uses.has('resource') && uses.size === 1;
  const applier = buildsOf(workspace, path).find(({ steps }) => steps.length === 0)?.applier;
  if (!isListed && (uses.size > 0 || applier === undefined || !takesFromHere(workspace, applier))) return [];
  const code = 'missing-field';
  const kind = scalarAt(root, ['kind']);
  const span = kind?.span ?? first.key.span;
  if (kind === undefined && entryOf(root, 'kind') === undefined) {
    const where = isListed
      ? 'a kustomization lists this file as a resource'
      : `Kustomization ${applier?.name ?? ''} applies all YAML in this folder`;
    const message =
      `This is no Kubernetes object: "kind" is missing. The build fails on it, as ${where}. ` +
      'Write "apiVersion" and "kind", or keep the file elsewhere.';
    // What .sourceignore or the source's spec.ignore leaves out is not in the folder.
    return [{ code, severity: isListed ? severityOf(code) : 'warning', message, span }];
  }
  if (kind === undefined || kind.text === '' || entryOf(root, 'apiVersion') !== undefined) return [];
  const message = `The ${kind.text} has no "apiVersion", so that Flux passes it over without a word. Write it above "kind".`;
  return [{ code, severity: 'warning', message, span }];
}
