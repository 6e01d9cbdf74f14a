import { l10n } from 'vscode';
import { plainText } from '../../base/plainText.ts';
import { newsActions, type ChangeCounts, type NewsAction } from '../../diff/changes/changeCounts.ts';
import type { ObjectRow } from '../../diff/changes/changesRows.ts';
import type { Action, Origin } from '../../diff/terms/prediction.ts';

const t = l10n.t;

/** "3 changed, 1 created, 2 pruned"; empty if there is nothing to count. */
export function countsText(counts: ChangeCounts): string {
  const told = newsActions.flatMap((action) => {
    const count = counts[action] ?? 0;
    return count === 0 || action === 'skip' ? [] : [countText[action](count)];
  });
  return told.join(', ');
}

const countText: Readonly<Record<Exclude<NewsAction, 'skip'>, (count: number) => string>> = {
  deleteOnly: (count) => t('{0} deleted for good', count),
  recreate: (count) => t('{0} recreated', count),
  change: (count) => t('{0} changed', count),
  create: (count) => t('{0} created', count),
  prune: (count) => t('{0} pruned', count),
  move: (count) => t('{0} moved', count),
  orphan: (count) => t('{0} orphaned', count),
  error: (count) => t('{0} refused', count),
  unknown: (count) => t('{0} unknown', count),
};

/** What would become of an object, in a word or two. */
export function actionWord(action: Action): string {
  switch (action) {
    case 'create':
      return t('created');
    case 'change':
      return t('changed');
    case 'recreate':
      return t('deleted and created anew');
    case 'deleteOnly':
      return t('deleted and not created anew');
    case 'prune':
      return t('pruned');
    case 'move':
      return t('moved to another Kustomization');
    case 'orphan':
      return t('left behind, managed by nobody');
    case 'unchanged':
      return t('unchanged');
    case 'skip':
      return t('skipped');
    case 'error':
      return t('refused');
    case 'unknown':
      return t('unknown');
  }
}

/** What the API server adds to a new object is not predicted. */
export function declaredOnlyText({ isDeclaredOnly }: ObjectRow): string {
  return isDeclaredOnly ? t('Shown as declared: the API server adds its defaults.') : '';
}

/** `apps/web.yaml:12`; empty if it is not known. */
export function originText(origin: Origin | undefined): string {
  if (!origin) return '';
  return plainText(origin.line === undefined ? origin.path : `${origin.path}:${origin.line}`);
}
