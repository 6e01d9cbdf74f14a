import { describe, expect, it } from 'vitest';
import { comparedTree, patchOf, promote, versions } from './promotion.ts';
import type { Shape } from './shape.ts';
import { fieldShapes } from './shapes/fields.ts';
import { imageShapes } from './shapes/images.ts';
import { releaseShapes } from './shapes/releases.ts';
import { wholeShapes } from './shapes/wholes.ts';

/** Ways of writing a file that must not matter: each turns a text, and the lines of a patch of it, into its own. */
const styles: readonly (readonly [string, (text: string) => string, (line: string) => string])[] = [
  ['as it is', (text) => text, (line) => line],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n'), (line) => `${line}\r`],
  ['with a byte order mark', (text) => `\uFEFF${text}`, (line) => line],
  ['without a final line break', (text) => text.replace(/\n+$/, ''), (line) => line],
  ['with tabs in comments', (text) => tabbed(text), tabbed],
];

const shapes: readonly Shape[] = [...imageShapes, ...releaseShapes, ...fieldShapes, ...wholeShapes];

describe.each(styles)('promotes %s', (_, style, lineStyle) => {
  it.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_name, shape) => {
    const files = new Map(Object.entries(shape.repository).map(([path, text]) => [path, style(text)]));
    const choose = shape.choose ?? versions;
    const promoted = promote(files, choose, undefined, shape.copy);
    expect(promoted.plan.refusals.map(({ code }) => code)).toEqual(shape.refusals ?? []);
    const isLine = (line: string): boolean => /^[-+]/.test(line);
    const wanted = shape.patch.split('\n').map((line) => (isLine(line) ? lineStyle(line) : line));
    expect(withoutEnds(patchOf(promoted)).split('\n')).toEqual(wanted);
    const again = comparedTree(promoted.after).flatMap((comparison) =>
      comparison.differences.filter((difference) => choose(difference, comparison)),
    );
    expect(again).toHaveLength(shape.left ?? 0);
    expect(promote(promoted.after, choose, undefined, shape.copy).plan.changes).toEqual([]);
  });
});

/** Trailing comments behind and with tabs. */
function tabbed(text: string): string {
  return text.replaceAll(/(\S) # /g, '$1\t#\t');
}

/** A patch without byte order marks, and without lines that only got or lost their line break at the end of a file. */
function withoutEnds(patch: string): string {
  return patch
    .replaceAll('\uFEFF', '')
    .replaceAll(/^-(.*)\n((?:-.*\n)*)\+\1$/gm, (_, _line, rest: string) => rest.trimEnd())
    .replaceAll(/\n\n+/g, '\n');
}
