const spaceLike = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Format characters, bidirectional overrides among them. U+200C and U+200D stay: several scripts spell with them. */
const invisible = /[^\P{Cf}\u200c\u200d]/gu;
const loneSurrogate = /\p{Cs}/gu;
/** No script stacks more marks on a letter than a few; a pile of them paints over the neighbouring rows. */
const pileOfMarks = /(\p{M}{4})\p{M}+/gu;

/** Longest text in a row of the tree, in UTF-16 units. */
const rowLength = 160;

/**
 * Text from a cluster made safe to show anywhere: one line, no control characters, bidirectional overrides or
 * invisible format characters, no lone surrogates, at most `length` UTF-16 units (a cut text ends in `…`).
 * Notifications render `[text](target)` as a link, commands included, so the target is set apart from the text.
 * It stays plain text: whoever renders it into Markdown or into a label with icons still escapes it.
 */
export function plainText(text: string, length: number = rowLength): string {
  const start = text.slice(0, length * 4);
  const line = oneLine(start);
  if (line.length <= length && start.length === text.length) return line;
  return `${oneLine(line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, ''))}…`;
}

/** Escapes `$(name)` for the places where VS Code draws icons in text: quick picks and the status bar. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

function oneLine(text: string): string {
  return text
    .replace(spaceLike, ' ')
    .replace(invisible, '')
    .replace(loneSurrogate, '\ufffd')
    .replace(pileOfMarks, '$1')
    .replaceAll('](', '] (')
    .trim();
}
