import { describe, expect, it } from 'vitest';
import {
  schemaFindings,
  withoutDoubles,
  type PlacedDiagnostic,
  type TextRange,
} from '../../../../src/ui/language/overlap.ts';

const range = (line: number, from: number, to: number, endLine = line): TextRange => ({
  start: { line, character: from },
  end: { line: endLine, character: to },
});
const found = (...where: Parameters<typeof range>): PlacedDiagnostic => ({ range: range(...where) });

describe('our findings beside those of the YAML extension', () => {
  const ours = found(3, 2, 8);

  it.each([
    ['the same place', found(3, 2, 8)],
    ['a part of it', found(3, 4, 5)],
    ['a place around it', found(3, 0, 20)],
    ['a place that touches it', found(3, 8, 12)],
    ['a mapping that begins there', found(3, 2, 4, 9)],
  ])('go where theirs have %s', (_what, theirs) => {
    expect(withoutDoubles([ours], [theirs])).toEqual([]);
  });

  it.each([
    ['elsewhere in the line', found(3, 10, 12)],
    ['in another line', found(4, 2, 8)],
    ['of a mapping around it', found(1, 0, 4, 9)],
  ])('stay where theirs are %s', (_what, theirs) => {
    expect(withoutDoubles([ours], [theirs])).toEqual([ours]);
  });

  it('are compared with what schemas found only', () => {
    const bySchema = { ...ours, source: 'yaml-schema: kustomization' };
    const others = [{ ...ours, source: 'YAML' }, { ...ours, source: 'sluice' }, ours];
    expect(schemaFindings([bySchema, ...others])).toEqual([bySchema]);
  });
});
