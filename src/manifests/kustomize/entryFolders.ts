import type { KustomizationSummary } from '../workspace/fileSummary.ts';
import { indexKey } from '../workspace/indexEntries.ts';
import { folderOf, isWithin } from '../workspace/paths.ts';
import { entriesAt, rootOf, type Workspace } from '../workspace/workspace.ts';
import { kustomizationIn } from './kustomizations.ts';

/**
 * The folders that a Flux Kustomization's spec.path may be for it to read a file: the folder of each kustomization that
 * includes the file in whatever role (as a resource, a patch, data ...), directly or by others; and, where Flux makes a
 * kustomization itself, the folders above up to the next that has one or the root. The nearest first.
 */
export function entryFolders(workspace: Workspace, path: string): readonly string[] {
  const found = new Set<string>();
  const waiting: string[] = [];
  const enter = (folder: string): void => {
    if (found.has(folder)) return;
    found.add(folder);
    waiting.push(folder);
  };
  const folder = folderOf(path);
  const isKustomization = kustomizationIn(workspace, folder)?.path === path;
  if (isKustomization) enter(folder);
  else for (const kustomization of namedBy(workspace, path)) enter(folderOf(kustomization.path));
  const generated = isKustomization ? [] : generatedAt(workspace, folder);
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const kustomization of namedBy(workspace, at)) enter(folderOf(kustomization.path));
    generated.push(...generatedAt(workspace, folderOf(at)));
  }
  return [...new Set([...found, ...generated])];
}

function namedBy(workspace: Workspace, path: string): KustomizationSummary[] {
  return entriesAt(workspace, indexKey.names(path)).flatMap(({ kustomization }) => kustomization ?? []);
}

/** A folder and those above it, as long as Flux finds no kustomization in them. */
function generatedAt(workspace: Workspace, folder: string): string[] {
  const root = rootOf(workspace, folder);
  const folders: string[] = [];
  for (let at = folder; root !== undefined && isWithin(at, root); at = folderOf(at)) {
    if (kustomizationIn(workspace, at) !== undefined) break;
    folders.push(at);
    if (at === '/') break;
  }
  return folders;
}
