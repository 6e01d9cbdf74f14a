import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { plainText } from '../../base/plainText.ts';

/** Longest description that a hover shows, in UTF-16 units. */
const longest = 2000;

/** One line of foreign text, as Markdown that renders to exactly this text. */
export function line(text: string, length = 300): string {
  return escapeMarkdown(plainText(text, length));
}

/** Foreign text as code: nothing in it means anything to Markdown. */
export function code(text: string, length = 200): string {
  const plain = plainText(text, length);
  if (plain === '') return '';
  const runs = plain.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, run) => Math.max(most, run.length), 0) + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/** A foreign text of several lines: its paragraphs and the items of its lists stay such. */
export function paragraphs(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest).replace(/\s+\S*$/, '')} …` : text;
  const made: string[] = [];
  let block: string[] = [];
  const end = (): void => {
    if (block.length > 0) made.push(block.join(' '));
    block = [];
  };
  for (const raw of cut.split(/\r?\n/)) {
    const item = /^\s*[-*]\s+(.*)$/.exec(raw)?.[1];
    const words = line(item ?? raw, longest);
    if (words === '') end();
    else if (item === undefined) block.push(words);
    else {
      end();
      block.push(`- ${words}`);
    }
  }
  end();
  return made.map((part, index) => separator(made[index - 1], part) + part).join('');
}

/** Items of one list stand close, all else apart. */
function separator(before: string | undefined, part: string): string {
  if (before === undefined) return '';
  return before.startsWith('- ') && part.startsWith('- ') ? '\n' : '\n\n';
}

/** The parts of a hover, one below the other; absent and empty ones are left out. */
export function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** Facts about a thing: a list of names and what they are. */
export function facts(rows: readonly (readonly [string, string | undefined])[]): string {
  return rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `- ${name}: ${value ?? ''}`)
    .join('\n');
}

/** A time as a person reads it, to the minute: `2026-11-25 17:03 UTC`. Empty for what is no RFC 3339 time in UTC. */
export function time(rfc3339: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/.exec(rfc3339);
  return match === null ? '' : `${match[1] ?? ''} ${match[2] ?? ''} UTC`;
}
