import { homedir } from 'node:os';
import { env } from 'node:process';
import type { Disposable } from '../base/disposable.ts';
import { createEmitter, type Event } from '../base/event.ts';
import type { Logger } from '../base/logger.ts';
import type { Session, SessionSettings } from '../cluster/session/session.ts';
import type { SessionState } from '../cluster/session/sessionState.ts';
import type { SnapshotChange } from '../cluster/watch/store.ts';
import { emptySnapshot, type Snapshot } from '../flux/snapshot.ts';
import { lazy } from './lazy.ts';

/** The window's session, which is made, with the bundle that it lives in, when it is first needed. */
export interface SessionHost extends Disposable {
  readonly state: SessionState;
  readonly onDidChangeState: Event<SessionState>;
  readonly snapshot: Snapshot;
  readonly onDidChange: Event<SnapshotChange>;
  /** The session, if it was made already. */
  readonly session: Session | undefined;
  /** The session, made now if need be. Making it does not connect. */
  open(): Session;
}

/** Makes a host whose session reads `settings` each time it connects; `onNotice` hears what exec plugins tell the person. */
export function createSessionHost(
  settings: () => SessionSettings,
  logger: Logger,
  onNotice: (line: string) => void,
): SessionHost {
  const states = createEmitter<SessionState>();
  const changes = createEmitter<SnapshotChange>();
  let session: Session | undefined;

  const open = (): Session => {
    if (session) return session;
    session = lazy('cluster').createSession({ settings, env, home: homedir(), logger, onNotice });
    session.onDidChangeState((state) => {
      // The welcome texts cannot say it: they are fixed, and lead to the log.
      if (state.phase === 'dormant' && state.failure) logger.warn(state.failure.message);
      states.fire(state);
    });
    session.onDidChange(changes.fire);
    return session;
  };

  return {
    get state() {
      return session?.state ?? { phase: 'idle' };
    },
    get snapshot() {
      return session?.snapshot ?? emptySnapshot;
    },
    get session() {
      return session;
    },
    onDidChangeState: states.event,
    onDidChange: changes.event,
    open,
    dispose() {
      session?.dispose();
      states.dispose();
      changes.dispose();
    },
  };
}
