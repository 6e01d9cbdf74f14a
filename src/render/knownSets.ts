import type { FileSetChange } from './messages.ts';
import type { Files } from './renderer.ts';
import { sameContent } from './sameContent.ts';

/** How many sets a worker keeps: a worktree and a revision or two. */
const keptSets = 4;

/** What one worker has been told of files, so that only changes are told again. */
export interface KnownSets {
  /** The set of `files`, and what to tell the worker first. */
  select(files: Files): { readonly set: number; readonly newSet?: FileSetChange; readonly forget: readonly number[] };
}

/** Starts with nothing known, for a new worker. */
export function createKnownSets(): KnownSets {
  /** The one used last comes last. */
  const known = new Map<number, Files>();
  let lastId = 0;

  return {
    select(files) {
      const change = smallestChange(known, files);
      if (change.from !== undefined && change.changed.length + change.removed.length === 0) {
        known.delete(change.from);
        known.set(change.from, files);
        return { set: change.from, forget: [] };
      }
      lastId += 1;
      known.set(lastId, files);
      const forget = [...known.keys()].slice(0, -keptSets).filter((id) => id !== change.from);
      for (const id of forget) known.delete(id);
      return { set: lastId, newSet: { id: lastId, ...change }, forget };
    },
  };
}

type Change = Omit<FileSetChange, 'id'>;

function smallestChange(known: ReadonlyMap<number, Files>, files: Files): Change {
  let best: Change = { changed: [...files], removed: [] };
  for (const [from, earlier] of known) {
    if (earlier === files) return { from, changed: [], removed: [] };
    const changed = [...files].filter(([path, content]) => !sameContent(earlier.get(path), content));
    const removed = [...earlier.keys()].filter((path) => !files.has(path));
    if (changed.length + removed.length < best.changed.length + best.removed.length) best = { from, changed, removed };
  }
  return best;
}
