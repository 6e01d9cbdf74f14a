import type { SessionHost } from '../sessionHost.ts';
import type { ChangesState } from './changesState.ts';
import type { Engine } from '../../compare/engine.ts';

/** What commands that compare and build work with. */
export interface Changes {
  readonly state: ChangesState;
  readonly host: SessionHost;
  /** Loaded, with all that it needs, when it is first asked. */
  readonly engine: () => Engine;
}
