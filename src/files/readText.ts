import { readFileSync, statSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

/** A file larger than this is not read unless it is open in the editor: bytes. */
const largestFile = 5_000_000;

/** A file's text. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/**
 * The text of a file as UTF-8, without a byte order mark. Undefined if there is no such file, it is no regular file, it
 * cannot be read or is larger than `most` bytes.
 */
export async function readText(path: string, most = largestFile): Promise<FileText | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const stats = await handle.stat();
    if (stats.size > most) return undefined;
    return { path, text: withoutMark(await handle.readFile('utf8')) };
  } catch {
    return undefined;
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** Files that are read at the same time. */
const width = 16;

/** Reads many files, in their order; those that cannot be read are left out. Throws only the signal's reason. */
export async function* readTexts(paths: readonly string[], signal: AbortSignal): AsyncGenerator<FileText> {
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
export function* readTextsAtOnce(paths: readonly string[]): Generator<FileText> {
  for (const path of paths) {
    const text = textNow(path);
    if (text !== undefined) yield { path, text };
  }
}

function textNow(path: string): string | undefined {
  try {
    return statSync(path).size > largestFile ? undefined : withoutMark(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
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
