/** A line of a document. */
export interface Line {
  readonly start: number;
  /** How many spaces it begins with. */
  readonly column: number;
  /** What begins with a tab counts as content. */
  readonly kind: 'blank' | 'comment' | 'content';
}

/**
 * The lines of a document of block style, which may begin with `---`; undefined where more than lines and indentation
 * decides what belongs together: directives, content behind `---`, an end `...`, line ends other than LF.
 */
export function linesOf(text: string): Line[] | undefined {
  if (/[\r\uFEFF\u0085\u2028\u2029]/.test(text)) return undefined;
  const lines: Line[] = [];
  let hasContent = false;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let at = start;
    while (at < end && text.charCodeAt(at) === 32) at++;
    const unit = text.charCodeAt(at);
    const marker = at === start ? markerAt(text, start, end) : undefined;
    if (marker === 'other' || (marker === 'start' && hasContent)) return undefined;
    const kind = at === end || marker === 'start' ? 'blank' : unit === 35 ? 'comment' : 'content';
    if (marker === 'start') hasContent = true;
    hasContent ||= kind === 'content';
    lines.push({ start, column: at - start, kind });
    start = end + 1;
  }
  return lines;
}

/** Whether a line is `---`, or begins with it, `...` or `%`. */
function markerAt(text: string, start: number, end: number): 'start' | 'other' | undefined {
  const three = text.slice(start, start + 3);
  if (three === '---' || three === '...') return three === '---' && end === start + 3 ? 'start' : 'other';
  return three.startsWith('%') ? 'other' : undefined;
}

/** A key in quotes without escapes, or plain without what could mean anything else to a parser. */
const keyPattern = /(?:[A-Za-z0-9_./$][\w./$@-]*|"[^"\\\n]*"|'[^'\n]*'):(?=[ \n]|$)/y;

/** A key with nothing but a comment behind it. */
const openingPattern = /(?:[A-Za-z0-9_./$][\w./$@-]*|"[^"\\\n]*"|'[^'\n]*'):(?: +#[^\n]*| *)(?=\n|$)/y;

/** Whether a line begins with a key and its colon. */
export function isKeyLine(text: string, line: Line | undefined): boolean {
  return line !== undefined && matchesAt(keyPattern, text, line.start + line.column);
}

/** Whether the value of a line's key can only stand in the lines below. */
export function opensBlock(text: string, line: Line): boolean {
  return matchesAt(openingPattern, text, line.start + line.column);
}

/** Whether a line begins an item of a sequence. */
export function isItemLine(text: string, line: Line | undefined): boolean {
  if (line === undefined) return false;
  const at = line.start + line.column;
  const next = text.charAt(at + 1);
  return text.charAt(at) === '-' && (next === ' ' || next === '\n' || next === '');
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
