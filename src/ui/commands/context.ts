import type { Changes } from '../changes/changes.ts';
import type { LanguageHost } from '../language/languageHost.ts';
import type { KubeconfigTrust } from '../kubeconfigTrust.ts';
import type { Log } from '../log.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { Stages } from '../stages/stages.ts';
import type { Promoting } from '../stages/promote/promoting.ts';
import type { FluxTreeView } from '../tree/treeView.ts';
import type { TreeState } from '../tree/treeState.ts';
import type { WorkspaceState } from '../workspaceState.ts';

/** What commands work with. */
export interface CommandContext {
  readonly host: SessionHost;
  readonly tree: TreeState;
  readonly view: FluxTreeView;
  readonly state: WorkspaceState;
  readonly trust: KubeconfigTrust;
  readonly log: Log;
  readonly language: LanguageHost;
  readonly changes: Changes;
  readonly stages: Stages;
  readonly promoting: Promoting;
  /** Connects if nothing was asked of the session yet. */
  readonly connect: () => Promise<void>;
}
