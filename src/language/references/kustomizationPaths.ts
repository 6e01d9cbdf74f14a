import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { KustomizationSummary, NamedPath, PathUse } from '../../manifests/workspace/fileSummary.ts';
import { fileNameOf, folderOf, isWithin, relativePath, resolvePath } from '../../manifests/workspace/paths.ts';
import { foldersOf } from '../complete/folders.ts';
import { isRemote } from '../../manifests/workspace/remote.ts';
import { pathKind, rootOf, type Workspace } from '../../manifests/workspace/workspace.ts';
import { nearest } from '../../base/nearest.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';

/** What a person calls that which a kustomization names. */
const words: Readonly<Record<PathUse, string>> = {
  resource: 'resource',
  component: 'component',
  patch: 'patch',
  generator: 'generator',
  transformer: 'transformer',
  validator: 'validator',
  data: 'file',
  crd: 'CRD',
  configuration: 'configuration',
  openapi: 'schema',
  replacement: 'replacement',
  values: 'values file',
};

/** Whatever kustomize takes folders for. */
const folders: ReadonlySet<PathUse> = new Set(['resource', 'component', 'generator', 'transformer', 'validator']);

/** Paths in a kustomization that lead nowhere, or to what kustomize refuses. Spans count from the start of the file. */
export function kustomizationPaths(workspace: Workspace, kustomization: KustomizationSummary): Finding[] {
  const twice = listedTwice(kustomization);
  return kustomization.paths.flatMap((named) => judge(workspace, kustomization, named) ?? twice.get(named) ?? []);
}

/** Entries of `resources` that stand there already: what they declare comes twice into one build. */
function listedTwice({ path, paths }: KustomizationSummary): ReadonlyMap<NamedPath, Finding> {
  const seen = new Set<string>();
  const found = new Map<NamedPath, Finding>();
  for (const named of paths) {
    if (named.field !== 'resources' || isOpaque(named.text)) continue;
    const target = isRemote(named.text) ? named.text : resolvePath(folderOf(path), named.text);
    if (seen.has(target)) found.set(named, duplicate(named));
    seen.add(target);
  }
  return found;
}

function duplicate({ text, span }: NamedPath): Finding {
  const code = 'duplicate-object';
  const message = `"${text}" is listed twice, so its objects come twice into the build, which fails on it ("already registered id"). Remove one.`;
  return { code, severity: severityOf(code), message, span };
}

function judge(workspace: Workspace, { path }: KustomizationSummary, named: NamedPath): Finding | undefined {
  const { text, use } = named;
  if (isRemote(text) || isOpaque(text) || text.startsWith('/') || /^[A-Za-z]:/.test(text)) return undefined;
  const folder = folderOf(path);
  const target = resolvePath(folder, text);
  if (rootOf(workspace, target) === undefined) return undefined;
  const kind = pathKind(workspace, target);
  if (kind === undefined) return missing(workspace, folder, target, named);
  if (kind === 'file') {
    return use === 'component'
      ? found(named, `A component is a folder with a kustomization, but "${text}" is a file.`)
      : undefined;
  }
  if (!folders.has(use)) return found(named, `"${text}" is a folder, but a file is needed here.`);
  if (isWithin(folder, target)) {
    return found(
      named,
      `"${text}" contains this kustomization: kustomize refuses to build such a cycle.`,
      'dependency-cycle',
    );
  }
  if (!hasKustomization(workspace, target)) {
    return found(named, `The folder "${text}" has no kustomization.yaml, so kustomize cannot build it.`);
  }
  const isComponent = kustomizationIn(workspace, target)?.isComponent;
  if (use === 'component' && isComponent === false) {
    return found(named, `"${text}" is a Kustomization, not a Component. List it under "resources".`);
  }
  if (use === 'resource' && isComponent === true) {
    return found(named, `"${text}" is a Component. List it under "components".`);
  }
  return undefined;
}

/** A kustomization that is not read as YAML yet counts too. */
function hasKustomization(workspace: Workspace, folder: string): boolean {
  return kustomizationFileNames.some((name) => pathKind(workspace, `${folder}/${name}`) === 'file');
}

function missing(workspace: Workspace, folder: string, target: string, named: NamedPath): Finding {
  const near = nearFile(fileNameOf(target), foldersOf(workspace).get(folderOf(target))?.keys() ?? []);
  const likely = near === undefined ? undefined : relativePath(folder, `${folderOf(target)}/${near}`);
  const fixed = likely === '.' ? undefined : likely;
  const written = fixed === undefined ? undefined : named.text.startsWith('./') ? `./${fixed}` : fixed;
  const message =
    `The ${words[named.use]} "${named.text}" does not exist.` +
    (written === undefined ? ' Create it or remove it from the list.' : ` Did you mean "${written}"?`);
  const finding = found(named, message, 'missing-file');
  return written === undefined
    ? finding
    : {
        ...finding,
        fixes: [{ title: `Change to "${written}"`, edits: [{ span: named.span, text: written }], preferred: true }],
      };
}

/** A file of the same name but for `.yaml` or `.yml`, or else of the same ending, which does not count as a likeness. */
function nearFile(name: string, siblings: Iterable<string>): string | undefined {
  const names = [...siblings].filter((one) => one !== '');
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  const stem = name.slice(0, name.length - ending.length);
  const isYaml = ['', '.yaml', '.yml'].includes(ending);
  const twin = isYaml ? names.find((one) => one === `${stem}.yaml` || one === `${stem}.yml`) : undefined;
  if (twin !== undefined) return twin;
  const stems = names.flatMap((one) => (one.endsWith(ending) ? [one.slice(0, one.length - ending.length)] : []));
  const near = nearest(stem, stems);
  return near === undefined ? undefined : near + ending;
}

function found(
  { span }: NamedPath,
  message: string,
  code: 'missing-file' | 'dependency-cycle' = 'missing-file',
): Finding {
  return { code, severity: severityOf(code), message, span };
}
