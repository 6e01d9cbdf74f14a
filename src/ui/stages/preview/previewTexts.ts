import { l10n } from 'vscode';

const t = l10n.t;

/** What previews of feature branches say; part of the table of texts. */
export const previewTexts = {
  readOnly: () => t('The setting "sluice.readOnly" is on, so Sluice makes and removes no previews.'),
  pickStage: {
    create: () => t('Create a preview beside which stage?'),
    remove: () => t('Remove a preview beside which stage?'),
  },
  notConnected: (stage: string, context: string) =>
    t('{0} runs in {1}, which is not connected here. Select that context first.', stage, context),
  noContext: (stage: string, context: string) =>
    t('{0} names no context in .sluice.yaml: {1}, which is connected here, was looked at.', stage, context),
  noKustomizations: (stage: string, context: string) =>
    t('None of the Kustomizations of {0} is in {1}, so there is nothing to copy.', stage, context),
  pickKustomizations: (stage: string) => t('Copy which Kustomizations of {0}?', stage),
  pickBranch: () => t('A preview of which branch?'),
  checkedOut: () => t('checked out here'),
  otherBranch: () => t('Another Branch...'),
  typeBranch: () => t('The branch, by its name at the remote'),
  pickName: () => t('Name of the preview, and of its namespace'),
  fetching: (branch: string) => t('Fetching {0}', branch),
  checking: (name: string) => t('Checking what {0} would share', name),
  allowed: (name: string) => t('The check of {0}: nothing is shared', name),
  doubtful: (name: string) => t('The check of {0}: nothing is shared, and something is for you to judge', name),
  refused: (name: string) => t('The check of {0}: refused', name),
  goOn: () => t('Continue...'),
  leaveOut: (names: string) => t('Leave Out {0}, and Check Again', names),
  leaveOutDetail: () => t('the preview does without them; those of the stage stay'),
  close: () => t('Close'),
  look: (title: string) => t('{0}: look at what is written', title),
  noPreviews: (branch: string) => t('There are no previews on {0}.', branch),
  pickPreview: () => t('Remove which preview?'),
  follows: (branch: string) => t('follows {0}', branch),
  deletes: (name: string, count: number) =>
    count === 1
      ? t('Flux deletes the namespace {0} with all that is in it; 1 object is known.', name)
      : t('Flux deletes the namespace {0} with all that is in it; {1} objects are known.', name, count),
  deletesUnknown: (name: string) => t('Flux deletes the namespace {0} with all that is in it.', name),
  shares: (name: string, why: string) => t('{0} is not removed. {1}', name, why),
} as const;
