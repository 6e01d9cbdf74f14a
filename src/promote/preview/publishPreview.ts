import { FailureError } from '../../base/failure.ts';
import { previewsIn, removalChanges } from '../../stages/preview/previewFiles.ts';
import type { PreviewTexts } from '../../stages/preview/previewWords.ts';
import { gitChanges } from '../reading/changedTree.ts';
import {
  hashOf,
  headBranchOf,
  publishChange,
  type Change,
  type ChangeOrder,
  type Published,
} from '../publishing/publishChange.ts';
import type { Preview } from './planPreview.ts';
import type { Removal } from './planRemoval.ts';

/**
 * Commits or proposes a preview that somebody agreed to. Throws as {@link publishChange}, or a FailureError (`changedMeanwhile`)
 * where the branch has gone on, for which the check may not hold.
 */
export function publishPreview(
  { name, changes, target }: Preview,
  texts: PreviewTexts,
  order: ChangeOrder,
  signal: AbortSignal,
): Promise<Published> {
  const edit: Change['edit'] = (now) => {
    if (now.commit !== target.commit) throw changedMeanwhile('The check may not hold on it');
    return { changes: gitChanges({ changes }, now, now), message: texts.message };
  };
  return publishChange(changeOf(name, texts, edit, changes), order, signal);
}

/** Commits or proposes the end of a preview. Throws as {@link publishPreview}, where the preview's file is another one by then. */
export function publishRemoval(
  { preview, changes }: Removal,
  texts: PreviewTexts,
  order: ChangeOrder,
  signal: AbortSignal,
): Promise<Published> {
  const edit: Change['edit'] = (now) => {
    if (!now.files.has(preview.path)) return undefined;
    const found = previewsIn(now.files).find(({ path, text }) => path === preview.path && text === preview.text);
    if (found === undefined) throw changedMeanwhile(`${preview.path} is another one there`);
    const again = removalChanges(now.files, found);
    return { changes: gitChanges({ changes: again }, now, now), message: texts.message };
  };
  return publishChange(changeOf(preview.name, texts, edit, changes), order, signal);
}

/** The branch of a preview's pull requests. */
export function previewHead(name: string): string {
  return headBranchOf('preview', name, familyOf(name));
}

function changeOf(
  name: string,
  { title, body }: PreviewTexts,
  edit: Change['edit'],
  changes: Preview['changes'],
): Change {
  return { edit, head: previewHead(name), title, body, family: familyOf(name), key: hashOf([title, changes]) };
}

function familyOf(name: string): string {
  return `preview:${name}`;
}

function changedMeanwhile(why: string): FailureError {
  const message = `Somebody changed the branch meanwhile. ${why}, so nothing was written. Start again.`;
  return new FailureError({ code: 'changedMeanwhile', message });
}
