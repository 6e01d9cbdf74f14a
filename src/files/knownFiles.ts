import { isWithin } from '../manifests/workspace/paths.ts';
import { entriesOf } from '../manifests/workspace/persistentMap.ts';
import {
  completed,
  emptyWorkspace,
  incomplete,
  withFiles,
  withoutFile,
  withPaths,
  withUnread,
  type Workspace,
} from '../manifests/workspace/workspace.ts';
import type { CustomKind } from '../schema/fromCrd.ts';
import type { FileFacts } from './fileFacts.ts';

/** All that is known of files, as an immutable value: a change makes another that shares what did not change. */
export interface KnownFiles {
  readonly workspace: Workspace;
  /** What the files' CustomResourceDefinitions declare: the same value until one of them changes. */
  readonly kinds: readonly CustomKind[];
  readonly kindsByFile: ReadonlyMap<string, readonly CustomKind[]>;
}

/** Nothing is known but the folders that paths are judged by, and their remotes: {@link Workspace.roots}. */
export function noFiles(roots: readonly string[], remotes?: Workspace['remotes']): KnownFiles {
  return { workspace: emptyWorkspace(roots, remotes), kinds: [], kindsByFile: new Map() };
}

/** Known to be all paths: what is not there is nowhere. */
export function allOf(known: KnownFiles): KnownFiles {
  return { ...known, workspace: completed(known.workspace) };
}

/** Known not to be all paths. */
export function partOf(known: KnownFiles): KnownFiles {
  return { ...known, workspace: incomplete(known.workspace) };
}

/** With YAML files that are there but were not read: what they declare is not known. */
export function withoutContent(known: KnownFiles, paths: readonly string[]): KnownFiles {
  if (paths.length === 0) return known;
  return withoutKindsOf(known, paths, withUnread(known.workspace, paths));
}

/** With paths of files that exist. */
export function withFound(known: KnownFiles, paths: readonly string[]): KnownFiles {
  return { ...known, workspace: withPaths(known.workspace, paths) };
}

/** With what files contribute, in place of what the same files did before. */
export function withFacts(known: KnownFiles, facts: readonly FileFacts[]): KnownFiles {
  const workspace = withFiles(
    known.workspace,
    facts.map(({ summary }) => summary),
  );
  const changes = facts.map(({ summary, kinds }) => [summary.path, kinds] as const);
  return { ...known, workspace, ...changedKinds(known, changes) };
}

/** Without a file, or without all files in a folder. */
export function withoutPath(known: KnownFiles, gone: string): KnownFiles {
  const paths = Array.from(entriesOf(known.workspace.paths), ([path]) => path).filter((path) => isWithin(path, gone));
  return withoutKindsOf(known, paths, paths.reduce(withoutFile, known.workspace));
}

function withoutKindsOf(known: KnownFiles, paths: readonly string[], workspace: Workspace): KnownFiles {
  const changes = paths.map((path) => [path, []] as const);
  return { ...known, workspace, ...changedKinds(known, changes) };
}

type Kinds = Pick<KnownFiles, 'kinds' | 'kindsByFile'>;

function changedKinds(
  { kinds, kindsByFile }: Kinds,
  changes: readonly (readonly [string, readonly CustomKind[]])[],
): Kinds {
  const real = changes.filter(([path, now]) => !isSame(kindsByFile.get(path) ?? [], now));
  if (real.length === 0) return { kinds, kindsByFile };
  const made = new Map(kindsByFile);
  for (const [path, now] of real) {
    if (now.length > 0) made.set(path, now);
    else made.delete(path);
  }
  return { kinds: [...made.values()].flat(), kindsByFile: made };
}

function isSame(before: readonly CustomKind[], now: readonly CustomKind[]): boolean {
  return before.length === now.length && before.every((kind, index) => kind === now[index]);
}
