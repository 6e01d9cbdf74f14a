import { isLargeFilePointer, largeFilePointer } from './largeFiles.ts';
import { runGit } from './runGit.ts';

/** What the repository's attributes and settings do to a file when it is added. */
export interface Conversion {
  /** The filter's name, e.g. `lfs`; undefined for none. */
  readonly filter: string | undefined;
  /** Whether CRLF becomes LF: `auto` where the file is text and has no CRLF in the last commit. */
  readonly endings: 'always' | 'auto' | 'never';
}

/** What becomes of these paths when they are added. Throws a FailureError with a GitFailure, or the signal's reason. */
export async function conversionsOf(
  root: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Conversion>> {
  if (paths.length === 0) return new Map();
  const args = ['check-attr', '-z', '--stdin', 'text', 'eol', 'filter'];
  const [printed, autocrlf] = await Promise.all([
    runGit({ folder: root, args, signal, input: paths.map((path) => `${path}\0`).join('') }),
    runGit({ folder: root, args: ['config', '--default=false', '--get', 'core.autocrlf'], signal }),
  ]);
  return parseConversions(printed, /^(true|yes|on|1|input)$/.test(autocrlf.trim()));
}

/** Reads `<path>\0<attribute>\0<value>\0` of `git check-attr -z`; see gitattributes(5). */
function parseConversions(printed: string, autocrlf: boolean): ReadonlyMap<string, Conversion> {
  const parts = printed.split('\0');
  const found = new Map<string, Map<string, string>>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [path = '', attribute = '', value = ''] = parts.slice(at, at + 3);
    const attributes = found.get(path) ?? new Map<string, string>();
    found.set(path, attributes.set(attribute, value));
  }
  return new Map(Array.from(found, ([path, attributes]) => [path, conversion(attributes, autocrlf)]));
}

function conversion(attributes: ReadonlyMap<string, string>, autocrlf: boolean): Conversion {
  const [text, eol, filter] = ['text', 'eol', 'filter'].map((name) => attributes.get(name) ?? 'unspecified');
  const none = new Set([undefined, 'unspecified', 'unset', 'set']);
  return { filter: none.has(filter) ? undefined : filter, endings: endingsBy(text, eol, autocrlf) };
}

function endingsBy(text: string | undefined, eol: string | undefined, autocrlf: boolean): Conversion['endings'] {
  if (text === 'unset') return 'never';
  if (text === 'auto') return 'auto';
  if (text === 'set' || eol === 'lf' || eol === 'crlf') return 'always';
  return autocrlf ? 'auto' : 'never';
}

/**
 * A file of the worktree as `git add` would keep it; `before` is what the last commit has of it. A filter other than Git
 * LFS's changes the file in ways that are not known: it is given as it is.
 */
export function toCommit(content: Uint8Array, by: Conversion | undefined, before: Uint8Array | undefined): Uint8Array {
  if (by?.filter === 'lfs') return isLargeFilePointer(content) ? content : largeFilePointer(content);
  if (by === undefined || by.endings === 'never' || !content.includes(carriageReturn)) return content;
  if (by.endings === 'auto' && (content.includes(0) || (before !== undefined && hasPair(before)))) return content;
  return withoutPairs(content);
}

const carriageReturn = 13;
const lineFeed = 10;

function hasPair(content: Uint8Array): boolean {
  for (let at = content.indexOf(carriageReturn); at >= 0; at = content.indexOf(carriageReturn, at + 1)) {
    if (content[at + 1] === lineFeed) return true;
  }
  return false;
}

function withoutPairs(content: Uint8Array): Uint8Array {
  return content.filter((byte, at) => byte !== carriageReturn || content[at + 1] !== lineFeed);
}
