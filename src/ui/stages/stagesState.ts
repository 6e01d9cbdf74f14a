import type { Disposable } from '../../base/disposable.ts';
import { createEmitter, type Event } from '../../base/event.ts';
import { FailureError, failureOf, isAbort, messageOf } from '../../base/failure.ts';
import type { StageOverview } from '../../promote/overview.ts';
import type { Project } from '../../promote/reading/project.ts';

/** A repository's stages as they were read last. */
export interface StagesRead {
  readonly project: Project;
  readonly stages: readonly StageOverview[];
}

/** The stages of all folders of the workspace. */
export interface AllStages {
  /** Each repository once, in the order of the folders; at least one. */
  readonly repositories: readonly StagesRead[];
  /** Folders whose stages cannot be told although there is something to tell them. */
  readonly unread: readonly { readonly folder: string; readonly failure: StagesFailure }[];
}

/** Reads the stages; what did not change since `previous` is not read again. Rejects with why there are none. */
export type StagesReader = (previous: AllStages | undefined, signal: AbortSignal) => Promise<AllStages>;

/** What is known of the stages; `read` stays what it was while they are read again. */
export interface StagesReading {
  /** Whether they are read just now. */
  readonly isReading: boolean;
  readonly read?: AllStages;
  /** Why they could not be read last. */
  readonly failure?: StagesFailure;
}

export interface StagesFailure {
  /** `noFolder`, `restricted`, `noStages`, `badConfig`, or another failure's. */
  readonly code: string;
  readonly message: string;
  /** Of a `.sluice.yaml` that cannot be used: the file (absolute), the line (from 1), and what is wrong there: `line 3: ...`. */
  readonly place?: { readonly path: string; readonly line: number; readonly told: string };
}

/** The one owner of what is known of the stages. Nothing is read before somebody looks or asks. */
export interface StagesState extends Disposable {
  readonly current: StagesReading;
  readonly onDidChange: Event<StagesReading>;
  /** The stages as the files are now: read if something changed since. Rejects with why there are none. */
  latest(signal: AbortSignal): Promise<AllStages>;
  /** Reads whatever is known already; why it cannot be read is in `current`. */
  readAgain(): Promise<void>;
  /** Whether a viewer is looked at: while one is, changes are followed. */
  setSeen(viewer: string, isSeen: boolean): void;
}

export interface StagesStateOptions {
  readonly reader: StagesReader;
  /** Tells, from the first reading on, when files changed. */
  readonly watch: (movedOn: () => void) => Disposable;
  /** Hears why the stages cannot be read, but not that there are none. */
  readonly report: (error: unknown) => void;
  /** Files are read again when they rested for this many milliseconds. */
  readonly restMs?: number;
}

/** Starts without having read anything. */
export function createStagesState({ reader, watch, report, restMs = 400 }: StagesStateOptions): StagesState {
  const changed = createEmitter<StagesReading>();
  const seen = new Set<string>();
  const end = new AbortController();
  let current: StagesReading = { isReading: false };
  /** Counts changes of files, so that what was read before the last one is known to be old. */
  let version = 0;
  let readVersion = -1;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let watching: Disposable | undefined;
  /** For what comes after a failure. */
  let last: AllStages | undefined;

  const movedOn = (): void => {
    version += 1;
    clearTimeout(timer);
    if (seen.size > 0) timer = setTimeout(() => void catchUp(), restMs);
  };

  const show = (reading: StagesReading): void => {
    if (end.signal.aborted) return;
    current = reading;
    changed.fire(reading);
  };

  const readOnce = async (): Promise<void> => {
    watching ??= watch(movedOn);
    const reading = version;
    show({ ...current, isReading: true });
    try {
      last = await reader(last, end.signal);
      show({ isReading: false, read: last });
    } catch (error) {
      if (!isAbort(error) && !isPlain(error)) report(error);
      show({ isReading: false, failure: failureFor(error) });
    }
    readVersion = reading;
  };

  const catchUp = (): Promise<void> => {
    clearTimeout(timer);
    running ??= (async () => {
      do await readOnce();
      while (readVersion !== version && seen.size > 0 && !end.signal.aborted);
    })().finally(() => (running = undefined));
    return running;
  };

  return {
    get current() {
      return current;
    },
    onDidChange: changed.event,
    async latest(signal) {
      const wanted = version;
      while (readVersion < wanted) await unlessAborted(catchUp(), signal);
      if (current.read !== undefined) return current.read;
      throw errorOf(current.failure);
    },
    setSeen(viewer, isSeen) {
      if (isSeen) seen.add(viewer);
      else seen.delete(viewer);
      if (isSeen && readVersion !== version) void catchUp();
    },
    readAgain() {
      version += 1;
      return catchUp();
    },
    dispose() {
      end.abort();
      clearTimeout(timer);
      watching?.dispose();
      changed.dispose();
    },
  };
}

/** That there are no stages, or where the person has to write something, is said in the view. */
function isPlain(error: unknown): boolean {
  return ['noFolder', 'restricted', 'noStages', 'badConfig'].includes(failureOf(error)?.code ?? '');
}

/** What a view may say of an error. */
export function failureFor(error: unknown): StagesFailure {
  const failure = failureOf(error);
  const message = failure?.message ?? messageOf(error);
  if (failure === undefined) return { code: 'failed', message };
  const { path, line, told } = failure as Partial<Record<'path' | 'line' | 'told', unknown>>;
  const isPlaced =
    failure.code === 'badConfig' && typeof path === 'string' && typeof line === 'number' && typeof told === 'string';
  return { code: failure.code, message, ...(isPlaced && { place: { path, line, told } }) };
}

function errorOf(failure: StagesFailure | undefined): Error {
  const { code, message } = failure ?? { code: 'failed', message: 'The stages were not read.' };
  return new FailureError({ code, message });
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
