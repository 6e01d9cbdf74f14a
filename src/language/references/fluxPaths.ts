import { kinds } from '../../flux/kinds.ts';
import { copiedFrom } from '../../manifests/kustomize/artifacts.ts';
import { effectiveKustomization } from '../../manifests/kustomize/effectiveFlux.ts';
import { sureAppliers, takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { DeclaredObject, FluxKustomizationSummary, PlacedText } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { fileNameOf, folderOf, isWithin, relativePath, resolvePath } from '../../manifests/workspace/paths.ts';
import { kustomizeFolder } from '../../manifests/workspace/remote.ts';
import { pathKind, rootOf, type Workspace } from '../../manifests/workspace/workspace.ts';
import { nearest } from '../../base/nearest.ts';
import { foldersOf } from '../complete/folders.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';

/** spec.path and spec.components of a Flux Kustomization that lead nowhere. Spans count from the start of the file. */
export function fluxPaths(workspace: Workspace, object: DeclaredObject, ignoreMissing: boolean): Finding[] {
  const { fluxKustomization: flux, path: file } = object;
  const root = rootOf(workspace, file);
  if (flux?.path === undefined || root === undefined || isOpaque(flux.path.text)) return [];
  const [folder] = foldersOfPath(workspace, object, flux.path.text).filter(
    (candidate) => pathKind(workspace, candidate) === 'folder',
  );
  if (folder === undefined && effectiveKustomization(workspace, object)?.path !== flux.path) return [];
  if (folder === undefined && isSetAside(workspace, file, flux.path.text, root)) return [];
  if (folder === undefined) return missingPath(workspace, object, flux, flux.path, root);
  return flux.components.flatMap((component) =>
    isOpaque(component.text) || ignoreMissing ? [] : judgeComponent(workspace, folder, component),
  );
}

/** The folders of the workspace that a path of a Flux Kustomization may mean, the likeliest first. */
export function foldersOfPath(workspace: Workspace, object: DeclaredObject, path: string): string[] {
  const root = rootOf(workspace, object.path);
  const source = sourceOf(workspace, object);
  const copies = source?.kind === 'ExternalArtifact' ? copiedFrom(workspace, source.name, path) : [];
  const roots = root === undefined ? workspace.roots : [root, ...workspace.roots.filter((one) => one !== root)];
  return [...copies, ...roots.flatMap((one) => kustomizeFolder(one, path) ?? [])];
}

/** Whether a file that nothing applies was moved away with what it applies, e.g. into a folder `archive`. */
function isSetAside(workspace: Workspace, file: string, path: string, root: string): boolean {
  if (sureAppliers(workspace, file).length > 0) return false;
  for (let at = folderOf(file); at !== root && isWithin(at, root); at = folderOf(at)) {
    const folder = kustomizeFolder(at, path);
    if (folder !== undefined && folder !== at && pathKind(workspace, folder) === 'folder') return true;
  }
  return false;
}

function missingPath(
  workspace: Workspace,
  object: DeclaredObject,
  flux: FluxKustomizationSummary,
  path: PlacedText,
  root: string,
): Finding[] {
  const folder = resolvePath(root, path.text.replace(/^\/+/, ''));
  const near = nearest(fileNameOf(folder), foldersAt(workspace, folderOf(folder)));
  const fixed = near === undefined ? undefined : relativePath(root, `${folderOf(folder)}/${near}`);
  const written = fixed === undefined ? undefined : path.text.startsWith('./') ? `./${fixed}` : fixed;
  const counts = pathsOf(workspace, object, root);
  const isCertain = isThisRepository(counts) && pathKind(workspace, folderOf(folder)) === 'folder';
  const mayBeHere = mayBeRoot(counts) && (counts.here > 0 || takesFromHere(workspace, object));
  if (near === undefined && !isCertain && !mayBeHere) return [];
  const source = flux.source === undefined ? 'its source' : `${flux.source.kind} ${flux.source.name}`;
  const message = isCertain
    ? `The folder "${path.text}" does not exist in this repository, the root of ${source}.`
    : `The folder "${path.text}" is not in this repository; ${source} must have it.`;
  const finding: Finding = {
    code: 'missing-file',
    severity: isCertain ? 'warning' : 'hint',
    message: written === undefined ? message : `${message} Did you mean "${written}"?`,
    span: path.span,
  };
  if (written === undefined) return [finding];
  const edits = [{ span: path.span, text: written }];
  return [{ ...finding, fixes: [{ title: `Change to "${written}"`, edits, preferred: true }] }];
}

function* foldersAt(workspace: Workspace, folder: string): Generator<string> {
  for (const [name, kind] of foldersOf(workspace).get(folder) ?? []) if (kind === 'folder') yield name;
}

/** How many paths of two or more folders, of the Flux Kustomizations of one source, exist here and how many do not. */
interface PathCounts {
  readonly here: number;
  readonly absent: number;
}

/** A source is the repository that it is named in if most paths from it exist there. */
function isThisRepository({ here, absent }: PathCounts): boolean {
  return here >= 2 && here > absent;
}

/** So many paths that do not exist show that they are seen from elsewhere: from a folder of the repository, or another one. */
const manyAbsent = 3;

function mayBeRoot({ here, absent }: PathCounts): boolean {
  return absent < manyAbsent || here > absent;
}

const cache = new WeakMap<Workspace, Map<string, PathCounts>>();

function pathsOf(workspace: Workspace, object: DeclaredObject, root: string): PathCounts {
  const source = sourceKey(workspace, object);
  if (source === undefined) return { here: 0, absent: manyAbsent };
  const known = cache.get(workspace) ?? new Map<string, PathCounts>();
  cache.set(workspace, known);
  const key = `${root} ${source}`;
  const counts = known.get(key) ?? countPaths(workspace, source, root);
  known.set(key, counts);
  return counts;
}

function countPaths(workspace: Workspace, source: string, root: string): PathCounts {
  let here = 0;
  let absent = 0;
  for (const other of declaredObjects(workspace, kinds.kustomization)) {
    const folder = kustomizeFolder(root, other.fluxKustomization?.path?.text);
    if (folder === undefined || relativePath(root, folder).split('/').length < 2) continue;
    if (rootOf(workspace, other.path) !== root || sourceKey(workspace, other) !== source) continue;
    if (pathKind(workspace, folder) === 'folder') here++;
    else absent++;
  }
  return { here, absent };
}

function sourceKey(workspace: Workspace, object: DeclaredObject): string | undefined {
  const source = sourceOf(workspace, object);
  return source === undefined || source.kind === 'ExternalArtifact' ? undefined : `${source.kind} ${source.name}`;
}

/** What is written counts first: patches are looked for only where nothing is. */
function sourceOf(workspace: Workspace, object: DeclaredObject): FluxKustomizationSummary['source'] {
  return object.fluxKustomization?.source ?? effectiveKustomization(workspace, object)?.source;
}

/** Components of a Flux Kustomization are relative to its path (kustomize-controller, generator). */
function judgeComponent(workspace: Workspace, folder: string, component: PlacedText): Finding[] {
  const target = resolvePath(folder, component.text);
  const code = 'missing-file';
  const found = (message: string): Finding[] => [{ code, severity: severityOf(code), message, span: component.span }];
  if (rootOf(workspace, target) === undefined) return [];
  if (pathKind(workspace, target) === undefined) {
    return found(`The component "${component.text}" does not exist. It is looked for from the folder of spec.path.`);
  }
  const kustomization = kustomizationIn(workspace, target);
  return kustomization?.isComponent === false
    ? found(`"${component.text}" is a Kustomization, not a Component, so it cannot stand in spec.components.`)
    : [];
}
