import { l10n } from 'vscode';
import type { DangerCode } from '../../diff/terms/prediction.ts';

const t = l10n.t;

/** A danger in a word or two, for where its sentence may be cut. */
export function dangerWord(code: DangerCode): string {
  switch (code) {
    case 'deletedNotRecreated':
      return t('lost');
    case 'recreated':
      return t('recreated');
    case 'immutable':
      return t('immutable');
    case 'dataDeleted':
      return t('data lost');
    case 'namespaceDeleted':
    case 'definitionDeleted':
    case 'childPruned':
      return t('deletes more');
    case 'releaseUninstalled':
      return t('uninstalled');
    case 'releaseReinstalled':
      return t('reinstalled');
    case 'movedRisky':
      return t('moved');
    case 'orphaned':
      return t('orphaned');
    case 'scaledToZero':
      return t('to 0');
    case 'suspended':
      return t('suspended');
    case 'resumed':
      return t('resumed');
    case 'wildcardRights':
      return t('all rights');
    case 'imageLowered':
      return t('older image');
  }
}
