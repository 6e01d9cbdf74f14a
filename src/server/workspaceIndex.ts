import type { Disposable } from '../base/disposable.ts';
import { createEmitter, type Event } from '../base/event.ts';
import { isAbort, messageOf } from '../base/failure.ts';
import type { Logger } from '../base/logger.ts';
import { factsOf, type FileFacts } from '../files/fileFacts.ts';
import {
  allOf,
  noFiles,
  partOf,
  withFacts,
  withFound,
  withoutContent,
  withoutPath,
  type KnownFiles,
} from '../files/knownFiles.ts';
import { findFiles, readYamlFiles } from '../files/readFolders.ts';
import { isUnread, lookAt, type Unread } from '../files/readText.ts';
import { isPassedOver, scanFolder } from '../files/scan.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { entriesOf } from '../manifests/workspace/persistentMap.ts';
import { isAllRead, rootOf, type Workspace } from '../manifests/workspace/workspace.ts';
import type { Documents } from './documents.ts';
import { createPacer } from './turns.ts';

/** How far the reading of the workspace is. */
export interface IndexState {
  /** Whether all files are known. Before, nothing follows from what is not known. */
  readonly ready: boolean;
  /** YAML files. */
  readonly files: number;
  /** Whether the workspace is too large to be read as a whole, or holds what cannot be read. */
  readonly capped: boolean;
}

/** The one owner of what is known of the workspace's files. Texts of open documents count instead of those on disk. */
export interface WorkspaceIndex extends Disposable {
  /** What is known, with the newest text of every open document. */
  current(): KnownFiles;
  state(): IndexState;
  /** Resolves when all reading that was asked for is done; at once where none was. */
  settled(): Promise<void>;
  /** Files were read from disk, came or went. Typing is no such change. */
  readonly onDidChange: Event<void>;
  /** Reads the folders, and the repositories that they lie in, in place of those before. Never rejects. */
  read(folders: readonly string[]): Promise<void>;
  /** Looks again at files and folders that are said to have changed, come or gone. Never rejects. */
  look(paths: readonly string[]): Promise<void>;
}

/** Files that are named in the log at a time. */
const mostNames = 20;

/** Makes an index that knows the open documents only, until it is told to read folders. */
export function createWorkspaceIndex(documents: Documents, logger: Logger): WorkspaceIndex {
  const changed = createEmitter<void>();
  const typed = new Set<string>();
  let known = noFiles([]);
  let state: IndexState = { ready: false, files: 0, capped: false };
  let reading = new AbortController();
  /** Reading is done one piece after the other, so that what is newer is taken later. */
  let tail = Promise.resolve();

  const queued = (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const { signal } = reading;
    tail = tail
      .then(() => (signal.aborted ? undefined : work(signal)))
      .catch((error: unknown) => {
        if (!isAbort(error)) logger.error(`The workspace could not be read: ${messageOf(error)}`);
      });
    return tail;
  };
  const done = (change: Partial<IndexState>): void => {
    for (const { path } of documents.all()) typed.add(path);
    state = { ...state, files: known.workspace.files.size, ...change };
    changed.fire();
  };

  /** A file that stays unread is told of once. */
  const told = new Set<string>();
  const tell = (unread: readonly Unread[]): void => {
    const fresh = unread.filter(({ path }) => !told.has(path));
    for (const { path } of fresh) told.add(path);
    const names = fresh.slice(0, mostNames).map(({ path, why }) => `${path} (${why})`);
    if (names.length > 0) logger.warn(`Not read, ${fresh.length} in all: ${names.join(', ')}.`);
  };

  const readAll = async (folders: readonly string[], signal: AbortSignal): Promise<void> => {
    const found = await findFiles(folders, signal);
    const { facts, unread } = await readFacts(found.files, documents, signal);
    const read = withoutContent(
      withFacts(withFound(noFiles(found.roots, found.remotes), found.files), facts),
      pathsOf(unread),
    );
    known = found.capped || found.unread.length > 0 ? read : allOf(read);
    tell([...found.unread, ...unread]);
    done({ ready: true, capped: !isAllRead(known.workspace) });
  };
  const isWatched = (path: string): boolean => {
    const root = rootOf(known.workspace, path);
    return root !== undefined && !isPassedOver(path.slice(root.length));
  };
  const lookAgain = async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    const { here, gone, isPart } = await sortOut(paths.filter(isWatched), known.workspace, signal);
    const { facts, unread } = await readFacts(here, documents, signal);
    const read = withFacts(withFound(gone.reduce(withoutPath, known), here), facts);
    known = withoutContent(isPart ? partOf(read) : read, pathsOf(unread));
    tell(unread);
    done(state.ready ? { capped: !isAllRead(known.workspace) } : {});
  };

  const subscriptions = [
    documents.onDidChange(({ path }) => void typed.add(path)),
    documents.onDidClose(({ path }) => {
      typed.delete(path);
      known = withoutPath(known, path);
      void queued((signal) => lookAgain([path], signal));
    }),
  ];

  return {
    current() {
      const open = [...typed].flatMap((path) => documents.at(path) ?? []);
      typed.clear();
      if (open.length > 0)
        known = withFacts(
          known,
          open.map((document) => factsOf(documents.read(document))),
        );
      return known;
    },
    state: () => state,
    settled: () => tail,
    onDidChange: changed.event,
    read(folders) {
      reading.abort();
      reading = new AbortController();
      state = { ...state, ready: false };
      return queued((signal) => readAll(folders, signal));
    },
    look: (paths) => queued((signal) => lookAgain(paths, signal)),
    dispose() {
      reading.abort();
      changed.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** What files on disk contribute; those that are open are left out. */
async function readFacts(
  paths: readonly string[],
  documents: Documents,
  signal: AbortSignal,
): Promise<{ readonly facts: readonly FileFacts[]; readonly unread: readonly Unread[] }> {
  const facts: FileFacts[] = [];
  const unread: Unread[] = [];
  const pace = createPacer();
  const closed = paths.filter((path) => documents.at(path) === undefined);
  for await (const read of readYamlFiles(closed, signal)) {
    if (isUnread(read)) unread.push(read);
    else facts.push(factsOf(read));
    await pace();
  }
  return { facts, unread };
}

function pathsOf(unread: readonly Unread[]): string[] {
  return unread.map(({ path }) => path);
}

/**
 * The files that are at paths or in folders at paths, and the known paths where nothing is any more. `isPart`: folders hold
 * more than was looked at.
 */
async function sortOut(
  paths: readonly string[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<{ readonly here: readonly string[]; readonly gone: readonly string[]; readonly isPart: boolean }> {
  const here: string[] = [];
  const gone: string[] = [];
  let isPart = false;
  for (const path of new Set(paths)) {
    const found = await lookAt(path);
    if (found === undefined) gone.push(path);
    else if (found !== 'folder') here.push(path);
    else {
      const { files, unread, capped } = await scanFolder(path, signal);
      for (const file of files) here.push(file);
      if (capped || unread.length > 0) isPart = true;
      else for (const file of missing(workspace, path, new Set(files))) gone.push(file);
    }
  }
  return { here, gone, isPart };
}

/** The files that are known in a folder, but are not among those that are there. */
function missing({ paths }: Workspace, folder: string, there: ReadonlySet<string>): string[] {
  return Array.from(entriesOf(paths)).flatMap(([path, kind]) =>
    kind === 'file' && isWithin(path, folder) && !there.has(path) ? [path] : [],
  );
}
