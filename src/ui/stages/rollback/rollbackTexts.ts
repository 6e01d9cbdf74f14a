import { l10n } from 'vscode';

const t = l10n.t;

/** What rollbacks say; part of the table of texts. */
export const rollbackTexts = {
  readOnly: () => t('The setting "sluice.readOnly" is on, so Sluice rolls nothing back.'),
  pickRepository: () => t('Roll back in which repository?'),
  pickWhat: () => t('Roll back what?'),
  none: () => t('There is nothing to roll back: no stages here, and no Kustomizations of a cluster.'),
  ofStage: (stage: string) => t('Applications of {0}', stage),
  ofCluster: (context: string) => t('Kustomizations of {0}', context),
  fetching: (name: string) => t('Reading the revisions of {0}', name),
  pickRevision: (name: string, branch: string) => t('Roll back {0} to which revision of {1}?', name, branch),
  current: () => t('current'),
  running: () => t('running now'),
  outcomes: {
    healthy: () => t('succeeded'),
    notHealthy: () => t('health checks failed'),
    notApplied: () => t('failed to apply'),
  },
  notHere: () => t('not in this repository: fetch it first'),
  noRevisions: (name: string) => t('No commit changed what {0} reads.', name),
  shallow: () => t('The clone is shallow: fetch its history to see earlier revisions.'),
  planning: (revision: string) => t('Finding what was read at {0}', revision),
  nothing: (name: string, revision: string) =>
    t('Nothing to restore: the files of {0} are as they were at {1}.', name, revision),
  look: (title: string, files: number) =>
    files === 1 ? t('{0}: look at the edit of 1 file', title) : t('{0}: look at the edits of {1} files', title, files),
  goOn: () => t('Continue...'),
  again: () => t('Choose Another Revision...'),
  others: (count: number) =>
    count === 1 ? t('Another one is rolled back with it.') : t('{0} others are rolled back with it.', count),
  rollBackAll: () => t('Roll Back All of Them'),
  files: {
    edit: (path: string) => t('its own fields restored: {0}', path),
    create: (path: string) => t('restored: {0}', path),
    copy: (path: string) => t('restored: {0}', path),
    delete: (path: string) => t('deleted: {0}', path),
  },
  kept: (path: string) => t('{0} is new since and stays, because others read it.', path),
  unproven: () => t('Nothing in the history of the cluster proves that this ran.'),
} as const;
