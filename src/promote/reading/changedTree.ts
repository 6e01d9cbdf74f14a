import type { FileChange as GitChange } from '../../git/write/fileChange.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { withChanges } from '../../stages/terms/withChanges.ts';
import { treeOf, type Tree } from './trees.ts';

/** The changes of a plan as contents: texts are written as they are, copies byte by byte. */
export function gitChanges({ changes }: Pick<Plan, 'changes'>, source: Tree, target: Tree): readonly GitChange[] {
  const after = withChanges(target.files, changes, source.files);
  return changes.flatMap((change): GitChange[] => {
    if (change.kind === 'delete') return [{ path: change.path, content: undefined }];
    const content = change.kind === 'copy' ? source.bytes.get(change.from) : after.get(change.path);
    return content === undefined ? [] : [{ path: change.path, content }];
  });
}

/** A tree with changes made. */
export function treeAfter(target: Tree, changes: readonly GitChange[]): Tree {
  const bytes = new Map(target.bytes);
  for (const { path, content } of changes) {
    if (content === undefined) bytes.delete(path);
    else bytes.set(path, typeof content === 'string' ? Buffer.from(content) : content);
  }
  return treeOf(bytes, undefined);
}
