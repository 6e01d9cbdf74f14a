import { asText, specOf, valueAt } from '../../flux/fields.ts';
import type { FluxObject } from '../../flux/object.ts';
import { isSuspended } from '../../flux/suspension.ts';
import type { FileChange } from '../terms/plan.ts';
import type { Reader, RollbackPlan } from '../terms/rollback.ts';

/** Files of a repository by path from its root. */
export type FileBytes = ReadonlyMap<string, Uint8Array>;

/** What a rollback is planned with. */
export interface RollbackFacts {
  /** The revision whose files are restored. */
  readonly then: FileBytes;
  /** The branch as it is now. */
  readonly now: FileBytes;
  /** The files that the build read at the revision, and reads now: paths from the repository's root. */
  readonly readThen: readonly string[];
  readonly readNow: readonly string[];
  /** Who else reads a file now. */
  readonly readers: (path: string) => readonly Reader[];
  /** The ImageUpdateAutomations that write into the repository. */
  readonly automations: readonly FluxObject[];
}

/**
 * Restores the files that a build read at a revision: what differs is copied from there, what is read now and was not there
 * yet is deleted, unless others read it. It is no `git revert`: what else the commits since then did stays.
 */
export function rollbackPlan(facts: RollbackFacts): RollbackPlan {
  const { then, now, readThen, readNow, readers } = facts;
  const changes: FileChange[] = [];
  const kept: string[] = [];
  for (const path of new Set([...readThen, ...readNow])) {
    const [old, fresh] = [then.get(path), now.get(path)];
    if (old !== undefined && readThen.includes(path)) {
      if (fresh === undefined || !sameBytes(old, fresh)) changes.push({ kind: 'copy', path, from: path });
    } else if (old === undefined && fresh !== undefined) {
      if (readers(path).length > 0) kept.push(path);
      else changes.push({ kind: 'delete', path });
    }
  }
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { changes, others: othersOf(changes, readers), kept: kept.sort(), automations: bumpedAgain(changes, facts) };
}

function othersOf(changes: readonly FileChange[], readers: RollbackFacts['readers']): RollbackPlan['others'] {
  const found = new Map<string, { readonly reader: Reader; readonly paths: string[] }>();
  for (const { path } of changes) {
    for (const reader of readers(path)) {
      const key = `${reader.declaredIn} ${reader.name}`;
      const one = found.get(key) ?? { reader, paths: [] };
      one.paths.push(path);
      found.set(key, one);
    }
  }
  return [...found.values()].map(({ reader, paths }) => ({ ...reader, paths }));
}

/** Automations whose folder holds a restored file with a marker of theirs (image-automation-controller, pkg/update). */
function bumpedAgain(
  changes: readonly FileChange[],
  { then, automations }: RollbackFacts,
): RollbackPlan['automations'] {
  const marked = changes.flatMap(({ kind, path }) => (kind === 'copy' && hasMarker(then.get(path)) ? [path] : []));
  return automations.flatMap((one) => {
    if (isSuspended(one)) return [];
    const folder = (asText(valueAt(specOf(one), 'update', 'path')) ?? '').replace(/^(\.?\/)+|^\.$|\/+$/g, '');
    const paths = marked.filter((path) => folder === '' || path.startsWith(`${folder}/`));
    return paths.length > 0 ? [{ key: one.key, paths }] : [];
  });
}

function hasMarker(content: Uint8Array | undefined): boolean {
  return content !== undefined && decoder.decode(content).includes('"$imagepolicy"');
}

const decoder = new TextDecoder();

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
