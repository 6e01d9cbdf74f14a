import type { ScalarValue, Span, YamlScalar } from '../yaml/node.ts';
import { plainValue } from '../yaml/plainScalar.ts';
import { lineBreakAt } from './lines.ts';
import { mayBePlain, mayBeSingleQuoted, quotedText } from './scalarText.ts';
import { literalIndent, stretchEdit } from './stretch.ts';
import type { TextEdit } from './textEdit.ts';

/** What a scalar is to say: its value, and how a value that is no text is to be spelt (`0o644`, `1e3`). */
export type ScalarContent = Pick<YamlScalar, 'value' | 'text'>;

/** Where a scalar stands, as far as its writing hangs on it. */
export interface ScalarPlace {
  /** What the scalar's span counts in. */
  readonly document: string;
  readonly scalar: YamlScalar;
  readonly inFlow: boolean;
}

/**
 * Writes another value in place of a scalar. Its style stays where it can say the value: plain becomes quoted where
 * sigs.k8s.io/yaml would read something else than text, blocks keep their header and indentation, scalars over several
 * lines are changed only where they differ. Undefined where a tag says that the value is of another kind.
 */
export function replaceScalar(place: ScalarPlace, to: ScalarContent): TextEdit | undefined {
  const { scalar, inFlow } = place;
  const isText = typeof to.value === 'string';
  if (scalar.tag !== undefined && !(isText && isTextTag(scalar.tag))) return undefined;
  const { span } = scalar;
  if (!isText) return { span, newText: otherText(to, inFlow) + breakBehind(place) };
  const value = to.text;
  return partialEdit(place, value) ?? { span, newText: textIn(place, value) };
}

function isTextTag(tag: string): boolean {
  return tag === '!!str' || tag === 'tag:yaml.org,2002:str' || tag === '!';
}

function otherText({ value, text }: ScalarContent, inFlow: boolean): string {
  // Within braces it may be JSON, which knows fewer spellings.
  return !inFlow && text !== '' && Object.is(plainValue(text), value) ? text : spelt(value);
}

function spelt(value: ScalarValue): string {
  if (typeof value !== 'number' || Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return '.nan';
  return value > 0 ? '.inf' : '-.inf';
}

/** Changes a scalar over several lines by what differs. */
function partialEdit({ document, scalar, inFlow }: ScalarPlace, value: string): TextEdit | undefined {
  const { text, style, span } = scalar;
  if (style === 'literal' || !document.slice(span.start, span.end).trimEnd().includes('\n')) return undefined;
  const { inner, newText } = changedStretch(text, value);
  // What would be left of it has to be a text as well.
  if (style === 'plain' && plainValue(value) !== value) return undefined;
  return stretchEdit(document, scalar, inner, newText, inFlow);
}

/** The smallest stretch of words in which two texts differ. */
function changedStretch(before: string, after: string): { readonly inner: Span; readonly newText: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charAt(start) === after.charAt(start)) start++;
  let tail = 0;
  while (tail < most - start && before.charAt(before.length - 1 - tail) === after.charAt(after.length - 1 - tail))
    tail++;
  while (start > 0 && !/\s/.test(before.charAt(start - 1))) start--;
  while (tail > 0 && !/\s/.test(before.charAt(before.length - tail))) tail--;
  return { inner: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}

function textIn(place: ScalarPlace, value: string): string {
  const { document, scalar, inFlow } = place;
  switch (scalar.style) {
    case 'plain': {
      const isSame = scalar.tag !== undefined || plainValue(value) === value;
      return mayBePlain(value, inFlow) && isSame ? value : quoted(value, usualQuote(document, inFlow));
    }
    case 'single':
      return quoted(value, "'");
    case 'double':
      return quoted(value, '"');
    case 'literal':
    case 'folded':
      return blockText(place, value) ?? quoted(value, usualQuote(document, inFlow)) + breakBehind(place);
  }
}

function quoted(value: string, quote: '"' | "'"): string {
  return quote === "'" && mayBeSingleQuoted(value) ? `'${quotedText(value, "'")}'` : `"${quotedText(value, '"')}"`;
}

/** The quotes that a document has values in; double ones where it has none or both, and where it may be JSON. */
function usualQuote(document: string, inFlow: boolean): '"' | "'" {
  return !inFlow && /[:-] '/.test(document) && !/[:-] "/.test(document) ? "'" : '"';
}

/** A block ends behind its line break, other scalars before it. */
function breakBehind({ document, scalar: { style, span } }: ScalarPlace): string {
  const isBlock = style === 'literal' || style === 'folded';
  return isBlock && document.charAt(span.end - 1) === '\n' ? lineBreakAt(document, span.start) : '';
}

/** A text as a block with the header and indentation of the one that stands there; undefined where none can say it. */
function blockText({ document, scalar: { text, style, span } }: ScalarPlace, value: string): string | undefined {
  const written = document.slice(span.start, span.end);
  const header = /^([|>])(?:[-+]?[1-9]?[-+]?)([^\r\n]*)(\r?\n|$)/.exec(written);
  const indentation = /^[|>][-+]?([1-9])?/.exec(written)?.[1] ?? '';
  if (header === null || /[^\P{C}\n]|[\u2028\u2029]/u.test(value) || value.trim() === '') return undefined;
  if (indentation === '' && /^\n*[ ]/.test(value)) return undefined;
  const indent = literalIndent(document, text, span);
  if (indent === '') return undefined;
  const lineBreak = header[3] === '' ? '\n' : (header[3] ?? '\n');
  const own = value.replace(/\n+$/, '');
  const breaks = value.length - own.length;
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  // A folded text of several lines would need other line breaks than it has.
  const indicator = style === 'folded' && !own.includes('\n') ? '>' : '|';
  const lines = own.split('\n').map((line) => (line === '' ? '' : indent + line));
  const tail = chomping === '+' ? lineBreak.repeat(breaks) : blankTail(written, lineBreak);
  return `${indicator}${indentation}${chomping}${header[2] ?? ''}${lineBreak}${lines.join(lineBreak)}${tail}`;
}

/** The line break and the blank lines that a block ends with. */
function blankTail(written: string, lineBreak: string): string {
  const content = written.trimEnd();
  const tail = written.slice(content.length);
  const start = tail.indexOf('\n');
  if (start < 0) return '';
  return content.includes('\n') ? tail.slice(tail.charAt(start - 1) === '\r' ? start - 1 : start) : lineBreak;
}
