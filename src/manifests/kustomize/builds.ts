import type { DeclaredObject, KustomizationSummary } from '../workspace/fileSummary.ts';
import { folderOf, isWithin } from '../workspace/paths.ts';
import { rootOf, type Workspace } from '../workspace/workspace.ts';
import { appliersAt, includersOf, kustomizationIn } from './kustomizations.ts';

/** One way in which a file comes to be built. */
export interface Build {
  /** The kustomizations that include it, from the one that names it outwards. Empty where Flux includes the file itself. */
  readonly steps: readonly KustomizationSummary[];
  /** The Flux Kustomization that applies the outermost; undefined where none of this workspace does. */
  readonly applier: DeclaredObject | undefined;
}

/** A file that is built in more ways than this is a component of all; the first ways stand for the rest. */
const mostBuilds = 200;

/** Kustomizations nested deeper than this are not followed further. */
const deepest = 60;

const cache = new WeakMap<Workspace, Map<string, readonly Build[]>>();

/**
 * The ways in which a file is built, at most 200. Flux makes a kustomization for a folder that has none, of all YAML in
 * it, down to folders that have one (fluxcd/pkg, kustomize/kustomize_generator.go). Kustomizations that include each
 * other are followed once.
 */
export function buildsOf(workspace: Workspace, path: string): readonly Build[] {
  const known = cache.get(workspace) ?? new Map<string, readonly Build[]>();
  cache.set(workspace, known);
  const builds = known.get(path) ?? buildsOfFile(workspace, path);
  known.set(path, builds);
  return builds;
}

function buildsOfFile(workspace: Workspace, path: string): readonly Build[] {
  const folder = folderOf(path);
  const own = kustomizationIn(workspace, folder);
  // What a kustomization's file says counts for its folder.
  if (own?.path === path) return outwards(workspace, folder, new Set());
  const named = fromIncluders(workspace, path, new Set());
  return [...named, ...generated(workspace, folder)].slice(0, mostBuilds);
}

/** The builds of a folder with a kustomization: that kustomization is already a step. */
function outwards(workspace: Workspace, folder: string, seen: ReadonlySet<string>): readonly Build[] {
  if (seen.has(folder) || seen.size > deepest) return [];
  const builds = [
    ...appliersAt(workspace, folder).map((applier) => ({ steps: [], applier })),
    ...fromIncluders(workspace, folder, new Set([...seen, folder])),
    ...generated(workspace, folderOf(folder)),
  ];
  return builds.length === 0 ? [{ steps: [], applier: undefined }] : builds.slice(0, mostBuilds);
}

function fromIncluders(workspace: Workspace, path: string, seen: ReadonlySet<string>): Build[] {
  const builds: Build[] = [];
  for (const { kustomization, applier } of includersOf(workspace, path)) {
    if (builds.length >= mostBuilds) break;
    if (applier !== undefined) builds.push({ steps: [], applier });
    if (kustomization === undefined) continue;
    for (const { steps, applier: outer } of outwards(workspace, folderOf(kustomization.path), seen)) {
      builds.push({ steps: [kustomization, ...steps], applier: outer });
    }
  }
  return builds;
}

/** The builds of a file or folder in `folder` that Flux's generated kustomizations make. */
function generated(workspace: Workspace, folder: string): Build[] {
  const root = rootOf(workspace, folder);
  const builds: Build[] = [];
  for (let at = folder; root !== undefined && isWithin(at, root); at = folderOf(at)) {
    if (kustomizationIn(workspace, at) !== undefined) break;
    builds.push(...appliersAt(workspace, at).map((applier) => ({ steps: [], applier })));
    if (at === '/') break;
  }
  return builds;
}
