import type { Declaration } from '../../flux/declaration.ts';

/** Every command of package.json, and the internal ones that only our own links and rows use. */
export const publicCommands = [
  'sluice.reconcile',
  'sluice.reconcileWithSource',
  'sluice.reconcileFailed',
  'sluice.suspend',
  'sluice.resume',
  'sluice.selectContext',
  'sluice.reconnect',
  'sluice.disconnect',
  'sluice.retryNow',
  'sluice.filter',
  'sluice.clearFilter',
  'sluice.chooseNamespaces',
  'sluice.openObject',
  'sluice.goToManifest',
  'sluice.showInCluster',
  'sluice.chooseSourceFolder',
  'sluice.chooseRemoteContext',
  'sluice.copyName',
  'sluice.showFailing',
  'sluice.showLogs',
  'sluice.restartLanguageServer',
  'sluice.diff',
  'sluice.diffUncommitted',
  'sluice.diffRevisions',
  'sluice.showDrift',
  'sluice.previewBuild',
  'sluice.openAllChanges',
  'sluice.refreshChanges',
  'sluice.cancelChanges',
  'sluice.compareStages',
  'sluice.compareStageBuilds',
  'sluice.showStageMatrix',
  'sluice.configureStages',
  'sluice.refreshStages',
  'sluice.promote',
  'sluice.rollBack',
  'sluice.didItLand',
  'sluice.createPreview',
  'sluice.removePreview',
  'sluice.signIn',
  'sluice.forgetTokens',
] as const;

type InternalCommand = 'sluice.showMore' | 'sluice.reveal' | 'sluice.openChange' | 'sluice.openStageApplication';

export type CommandId = (typeof publicCommands)[number] | InternalCommand;

/** What a command was called on: rows of the tree, a document, or nothing (the palette). */
export interface CommandTarget {
  /** Path ids of tree rows; the clicked one first. */
  readonly nodes: readonly string[];
  /** URI of the document whose menu was used. */
  readonly document: string | undefined;
  /** The object below the lens that was clicked. */
  readonly declared: Declaration | undefined;
}

/** One handler for each command: leaving one out does not compile. */
export type CommandTable = Readonly<Record<CommandId, (target: CommandTarget) => Promise<void> | void>>;
