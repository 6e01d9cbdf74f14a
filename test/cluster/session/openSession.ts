import { onTestFailed, onTestFinished } from 'vitest';
import type { Logger } from '../../../src/base/logger.ts';
import type { Client } from '../../../src/cluster/session/client.ts';
import { createSession, type Session, type SessionSettings } from '../../../src/cluster/session/session.ts';
import type { SessionState } from '../../../src/cluster/session/sessionState.ts';
import type { SnapshotChange } from '../../../src/cluster/watch/store.ts';
import type { WatchTiming } from '../../../src/cluster/watch/watchTiming.ts';
import type { FluxObject, KindId, ObjectKey } from '../../../src/flux/object.ts';
import { findObject, type KindSnapshot } from '../../../src/flux/snapshot.ts';
import { isSettled } from './isSettled.ts';

export interface TestSettings extends Partial<Omit<SessionSettings, 'kubeconfig'>> {
  /** Paths of kubeconfig files. */
  readonly kubeconfig: string;
  readonly timing?: Partial<WatchTiming>;
}

/** A session with what it did so far, and ways to wait for what it does next. */
export interface TestSession {
  readonly session: Session;
  /** The client that the session has now. */
  readonly client: Client;
  /** What the session reads at its next connect. */
  readonly settings: { kubeconfig: string; context: string | undefined; namespaces: readonly string[] };
  /** All states since it was made, in order. */
  readonly states: readonly SessionState[];
  readonly changes: readonly SnapshotChange[];
  readonly log: readonly string[];
  /** Resolves with the first truthy value of `find`, asked again at each change of state or snapshot. */
  until<T>(find: (session: Session) => T | undefined | false): Promise<T>;
  /** Resolves when the session is connected and no kind is loading or stale any more. */
  settled(): Promise<void>;
  object(key: ObjectKey): FluxObject | undefined;
  kind(id: KindId): KindSnapshot | undefined;
  dispose(): void;
}

/** Makes a session as the editor does, without its environment; its owner disposes it. */
export function openSession({ kubeconfig, timing, ...given }: TestSettings): TestSession {
  const settings = { kubeconfig, context: given.context, namespaces: given.namespaces ?? [] };
  const log: string[] = [];
  const note = (level: string) => (message: string) => void log.push(`${level} ${message}`);
  const logger: Logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const session = createSession({
    settings: () => ({ ...settings, mayUse: given.mayUse ?? (() => true) }),
    env: {},
    home: '/nonexistent',
    logger,
    ...(timing && { timing }),
  });
  const states: SessionState[] = [];
  const changes: SnapshotChange[] = [];
  session.onDidChangeState((state) => states.push(state));
  session.onDidChange((change) => changes.push(change));
  const until = untilOf(session);
  return {
    session,
    get client() {
      if (!session.client) throw new Error(`no client: the session is ${session.state.phase}`);
      return session.client;
    },
    settings,
    states,
    changes,
    log,
    until,
    settled: async () => void (await until(isSettled)),
    object: (key) => findObject(session.snapshot, key),
    kind: (id) => session.snapshot.kinds.get(id),
    dispose: () => session.dispose(),
  };
}

/** The same, started, and disposed with the test; one that fails shows what the session did last. */
export function useSession(settings: TestSettings): TestSession {
  const opened = openSession(settings);
  onTestFinished(() => opened.dispose());
  onTestFailed(() => console.error([JSON.stringify(opened.session.state), ...opened.log.slice(-30)].join('\n')));
  opened.session.start();
  return opened;
}

function untilOf(session: Session): TestSession['until'] {
  return (find) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          const found = find(session);
          if (found === undefined || found === false) return;
          resolve(found);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        states.dispose();
        changes.dispose();
      };
      const states = session.onDidChangeState(look);
      const changes = session.onDidChange(look);
      look();
    });
}
