import { shortCommit } from '../../base/shortCommit.ts';
import { counted } from '../../base/counted.ts';
import { plainText } from '../../base/plainText.ts';
import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import type { DisjointVerdict } from './disjoint.ts';
import type { LeftOut } from './previewObjects.ts';

/** The check of a preview, with what was looked at. */
export interface PreviewCheck extends DisjointVerdict {
  /** What a person has to judge, a sentence each. */
  readonly doubts: readonly string[];
  /** All that the preview would apply. */
  readonly applied: readonly ObjectKey[];
  /** Whose objects are known. */
  readonly inventories: readonly string[];
  /** What of `shared` the preview could do without. */
  readonly leavable: readonly LeftOut[];
}

/** What a check is of. */
export interface CheckSubject {
  readonly name: string;
  readonly branch: string;
  readonly commit: string;
  /** The kubeconfig context of the cluster that was looked at. */
  readonly context: string;
}

const mostListed = 100;

/** The check as a text for a person who decides by it: verdict, doubts, objects, inventories. */
export function checkText(check: PreviewCheck, { name, branch, commit, context }: CheckSubject): string {
  const inventories = check.inventories.length === 1 ? '1 inventory' : `${check.inventories.length} inventories`;
  const parts = [
    `Check of the preview ${name}`,
    plainText(`Branch ${branch} at ${shortCommit(commit)}, in the cluster ${context}.`, 500),
    list(check.isAllowed ? 'Nothing is shared' : 'Refused', check.sentences),
    ...(check.doubts.length === 0 ? [] : [list('For you to judge', check.doubts)]),
    list(`It would apply ${counted(check.applied.length, 'object')}`, check.applied.map(nameInSentence)),
    list(`Looked at ${inventories}`, check.inventories),
  ];
  return `${parts.join('\n\n')}\n`;
}

function list(title: string, items: readonly string[]): string {
  const more = items.length > mostListed ? [`  - and ${items.length - mostListed} more`] : [];
  const rows = items.slice(0, mostListed).map((one) => `  - ${plainText(one, 500)}`);
  return [`${title}:`, ...rows, ...more].join('\n');
}
