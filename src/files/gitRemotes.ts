import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { isUnread, readText } from './readText.ts';

/** A configuration of git is never longer than this many bytes. */
const longest = 1_000_000;

/**
 * The URLs of a repository's remotes as git would fetch from them, `insteadOf` applied; read from the files, without the
 * git program. What the configuration includes from other files is not seen. Empty where there is none. Never rejects.
 */
export async function gitRemotes(root: string): Promise<readonly string[]> {
  const folder = await commonFolder(join(root, '.git'));
  const own = parseGitConfig(await textAt(join(folder, 'config')));
  const urls = own.flatMap(({ section, key, value }) => (section === 'remote' && key === 'url' ? [value] : []));
  if (urls.length === 0) return [];
  const users = [
    join(homedir(), '.gitconfig'),
    join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'git', 'config'),
  ];
  const texts = await Promise.all(users.map(textAt));
  const all = [...own, ...texts.flatMap(parseGitConfig)];
  const rewrites = all.filter(({ section, key }) => section === 'url' && key === 'insteadof');
  return [...new Set(urls.map((url) => rewritten(url, rewrites)))];
}

/** Of several beginnings that fit the longest counts (git-config(1), url.<base>.insteadOf). */
function rewritten(url: string, rewrites: readonly Entry[]): string {
  const fitting = rewrites.filter(({ value }) => value !== '' && url.startsWith(value));
  const [best] = fitting.sort((a, b) => b.value.length - a.value.length);
  return best === undefined ? url : best.subsection + url.slice(best.value.length);
}

/** Where the configuration is: a worktree's and a submodule's `.git` is a file that names the folder. */
async function commonFolder(git: string): Promise<string> {
  const named = /^gitdir: (.+)$/m.exec(await textAt(git))?.[1]?.trim();
  const folder = named === undefined ? git : resolve(git, '..', named);
  const common = (await textAt(join(folder, 'commondir'))).trim();
  return common === '' ? folder : resolve(folder, common);
}

async function textAt(path: string): Promise<string> {
  const read = await readText(path, longest);
  return read === undefined || isUnread(read) ? '' : read.text;
}

/** One setting: `[section "subsection"] key = value`. */
interface Entry {
  /** Lower case. */
  readonly section: string;
  readonly subsection: string;
  /** Lower case. */
  readonly key: string;
  readonly value: string;
}

/** Reads git's configuration (git-config(1), "Syntax"); lines that are none are passed over. */
export function parseGitConfig(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let section = '';
  let subsection = '';
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    let line = lines[at]?.trim() ?? '';
    while (/(^|[^\\])(\\\\)*\\$/.test(line) && at + 1 < lines.length) line = line.slice(0, -1) + (lines[++at] ?? '');
    const head = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (head !== null) {
      section = head[1]?.toLowerCase() ?? '';
      subsection = head[2]?.replace(/\\(.)/g, '$1') ?? '';
    }
    const rest = head === null ? line : line.slice(head[0].length).trim();
    const [, key, value] = /^([A-Za-z][A-Za-z0-9-]*)\s*=\s*(.*)$/.exec(rest) ?? [];
    if (key !== undefined && value !== undefined) {
      entries.push({ section, subsection, key: key.toLowerCase(), value: unquoted(value) });
    }
  }
  return entries;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['b', '\b'],
]);

/** A value without quotes and escapes, and without the comment behind it. */
function unquoted(written: string): string {
  let value = '';
  let isQuoted = false;
  let end = 0;
  for (let at = 0; at < written.length; at++) {
    const sign = written.charAt(at);
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === '\\') {
      const next = written.charAt(++at);
      value += escapes.get(next) ?? next;
    } else if (!isQuoted && (sign === '#' || sign === ';')) break;
    else value += sign;
    // Blanks at the end count only within quotes.
    if (isQuoted || !/\s/.test(sign)) end = value.length;
  }
  return value.slice(0, end);
}
