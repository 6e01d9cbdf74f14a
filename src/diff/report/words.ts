import { counted } from '../../base/counted.ts';
import { newsActions, type ChangeCounts } from '../changes/changeCounts.ts';
import type { Action, Blocker, ObjectPrediction } from '../terms/prediction.ts';
import { unknownReasons } from '../terms/reasons.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import type { Report } from './report.ts';

/** The sign that stands before an object. */
export const signs: Readonly<Record<Action, string>> = {
  create: '+',
  change: '~',
  recreate: '!',
  deleteOnly: '!',
  prune: '-',
  orphan: '?',
  move: '>',
  unchanged: '=',
  skip: '=',
  error: 'x',
  unknown: '?',
};

/** What would become of an object, in a word or two. */
export const actionWords: Readonly<Record<Action, string>> = {
  create: 'created',
  change: 'changed',
  recreate: 'deleted and created anew',
  deleteOnly: 'deleted and not created anew',
  prune: 'pruned',
  orphan: 'left behind, managed by nobody',
  move: 'moved to another Kustomization',
  unchanged: 'unchanged',
  skip: 'skipped',
  error: 'refused',
  unknown: 'unknown',
};

/** `1 changed, 2 pruned`; empty if there is nothing to count. */
export function countsText(counts: ChangeCounts): string {
  const told = newsActions.filter((action) => action !== 'skip' && (counts[action] ?? 0) > 0);
  return told.map((action) => `${counts[action] ?? 0} ${actionWords[action]}`).join(', ');
}

/** One line that says what became of a comparison. */
export function headline({ counts, result, context, kustomizations }: Report): string {
  const told = countsText(counts);
  const what = {
    none: 'no changes',
    changes: told,
    unknown: told === '' ? 'not known' : told,
    failed: told === '' ? 'Flux would fail' : `Flux would fail: ${told}`,
  }[result];
  const older = kustomizations.filter(({ prediction: { blockers } }) => blockers.some(({ isOlder }) => isOlder)).length;
  const already = older === 0 ? '' : `; ${older} ${older === 1 ? 'fails' : 'fail'} already, without this change`;
  return `${context}: ${what}, in ${counted(kustomizations.length, 'Kustomization')}${already}`;
}

/** What holds Flux up, and whether it does so now. */
export function blockerText({ message, isOlder }: Blocker): string {
  return isOlder === true ? `Already so, without this change: ${message}` : message;
}

/** `Deployment/web`. */
export function objectName(key: ObjectKey): string {
  const { kind, name } = parseKey(key);
  return `${kind}/${name}`;
}

/** `flux-system/apps`. */
export function kustomizationName(key: ObjectKey): string {
  const { namespace, name } = parseKey(key);
  return `${namespace}/${name}`;
}

/** What is to be said of an object besides its action, on one line each: the dangers, else the reason. */
export function remarksOn({
  dangers,
  message,
  unknown,
  isBlocked,
  isDeclaredOnly,
  isOlder,
}: ObjectPrediction): readonly string[] {
  const reason = message ?? (unknown === undefined ? undefined : unknownReasons[unknown]);
  return [
    ...dangers.map((danger) => danger.message),
    ...(reason === undefined ? [] : [reason]),
    ...(isOlder === true ? ['fails already, without this change'] : []),
    ...(isBlocked === true ? ['once what fails before it is fixed'] : []),
    ...(isDeclaredOnly === true ? ['shown as declared: the API server adds its defaults'] : []),
  ].map((text) => text.trim().replaceAll(/\s*\n\s*/g, ' '));
}
