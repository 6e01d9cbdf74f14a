import { readFileSync, statSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { messageOf } from '../base/failure.ts';

/** A file larger than this is not read unless it is open in the editor: bytes. */
const largestFile = 5_000_000;

/** A file's text. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** A file that is there, but was not read. */
export interface Unread {
  readonly path: string;
  /** For a person, to stand behind the path: `larger than 5 MB`, or the system's code for what went wrong. */
  readonly why: string;
}

/** Whether a file was not read. */
export function isUnread(read: object): read is Unread {
  return 'why' in read;
}

/**
 * The text of a file as UTF-8, without a byte order mark, or why it was not read: larger than `most` bytes, not allowed.
 * Undefined if there is no file.
 */
export async function readText(path: string, most = largestFile): Promise<FileText | Unread | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    if ((await handle.stat()).size > most) return { path, why: tooLarge(most) };
    return { path, text: withoutMark(await handle.readFile('utf8')) };
  } catch (error) {
    return unreadFor(path, error);
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** Files that are read at the same time. */
const width = 16;

/** Reads many files, in their order; those that are gone are left out. Throws only the signal's reason. */
export async function* readTexts(paths: readonly string[], signal: AbortSignal): AsyncGenerator<FileText | Unread> {
  for (let at = 0; at < paths.length; at += width) {
    signal.throwIfAborted();
    for (const read of await Promise.all(paths.slice(at, at + width).map((path) => readText(path)))) {
      if (read !== undefined) yield read;
    }
  }
}

/**
 * Reads many files like {@link readTexts}, one after the other and without letting others run: for a program that has
 * nothing else to do, as it takes a fifth of the time.
 */
export function* readTextsAtOnce(paths: readonly string[]): Generator<FileText | Unread> {
  for (const path of paths) {
    const read = readNow(path);
    if (read !== undefined) yield read;
  }
}

function readNow(path: string): FileText | Unread | undefined {
  try {
    if (statSync(path).size > largestFile) return { path, why: tooLarge(largestFile) };
    return { path, text: withoutMark(readFileSync(path, 'utf8')) };
  } catch (error) {
    return unreadFor(path, error);
  }
}

/** What went away meanwhile was not there. */
const nothingThere: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** Why an attempt at reading a path failed; undefined where nothing is there to be read. */
export function unreadFor(path: string, error: unknown): Unread | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (nothingThere.has(code)) return undefined;
  return { path, why: typeof code === 'string' ? code : messageOf(error) };
}

function tooLarge(bytes: number): string {
  return `larger than ${bytes / 1_000_000} MB`;
}

/** What is at a path now; undefined for neither a file nor a folder. */
export async function lookAt(path: string): Promise<'folder' | 'file' | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === true) return 'folder';
  return stats?.isFile() === true ? 'file' : undefined;
}

/** A text without the byte order mark that it may begin with. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Whether a file's name says that it is YAML. */
export function isYamlName(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
