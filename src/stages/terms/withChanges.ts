import { edited } from '../../manifests/edits/textEdit.ts';
import type { Files } from './application.ts';
import type { FileChange } from './plan.ts';

/**
 * The target's files as they are after changes. `from` are the source's, for copies; a copy of what is no text there, or
 * an edit of what is not there, changes nothing.
 */
export function withChanges(files: Files, changes: readonly FileChange[], from: Files = files): Files {
  const next = new Map(files);
  for (const change of changes) {
    if (change.kind === 'delete') next.delete(change.path);
    else {
      const text = textAfter(change, files, from);
      if (text !== undefined) next.set(change.path, text);
    }
  }
  return next;
}

function textAfter(change: Exclude<FileChange, { kind: 'delete' }>, files: Files, from: Files): string | undefined {
  if (change.kind === 'create') return change.text;
  if (change.kind === 'copy') return from.get(change.from);
  const text = files.get(change.path);
  return text === undefined ? undefined : edited(text, change.edits);
}
