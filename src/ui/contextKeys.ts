import * as vscode from 'vscode';
import type { OutageCause } from '../network/outageCause.ts';
import type { ChangesState } from './changes/comparison.ts';
import type { StagesViewState } from './stages/stagesViewState.ts';
import type { ViewState } from './viewState.ts';

/** Every context key that Sluice sets, with its values. `when` clauses of package.json may use only these. */
export interface ContextKeys {
  /** Which welcome text, or the tree. */
  'sluice.view': ViewState;
  /** Why the server cannot be reached, by which a welcome text is chosen; empty if it can be. */
  'sluice.cause': OutageCause | '';
  /** Whether anything would be sent to a cluster: commands that need a session hide otherwise. */
  'sluice.connected': boolean;
  /** Whether writes are refused by the setting. */
  'sluice.readOnly': boolean;
  /** Whether the tree hides objects by a filter. */
  'sluice.filtered': boolean;
  /** What the view "Stages" shows: a welcome text, or rows. */
  'sluice.stages': StagesViewState;
  /** What the view "Changes" shows: a welcome text, or rows. */
  'sluice.changes': ChangesState;
  /** Whether a comparison runs. */
  'sluice.comparing': boolean;
  /** Whether all differences of a comparison are known and there are some. */
  'sluice.opensAll': boolean;
}

/** Sets a context key; the one door to `setContext`. */
export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  // eslint-disable-next-line no-restricted-syntax -- this is the door
  void vscode.commands.executeCommand('setContext', key, value);
}
