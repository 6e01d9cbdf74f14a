import { describe, expect, it } from 'vitest';
import { needsValue, substitutionsIn, variablesIn } from '../../../../src/manifests/variables/variablesIn.ts';
import { withMarks } from '../../fixtures/marked.ts';

function names(text: string): string {
  const { uses, bad } = substitutionsIn(text);
  const labelled = uses.map(({ span, name, operator, escaped, default: value }) => ({
    ...span,
    label: [name, ...(escaped ? ['escaped'] : [operator]), ...(value === undefined ? [] : [value])].join(' '),
  }));
  return withMarks(text, [...labelled, ...bad.map(({ span, reason }) => ({ ...span, label: `!${reason}` }))]);
}

describe('substitutionsIn', () => {
  it.each([
    'nothing $HOME $(date) $ {A} #{A} {A}',
    'a «${A}¦A » b «${B}¦B »«${C_1}¦C_1 »',
    '«${A:=x y}¦A := x y» «${A:-x}¦A :- x» «${A=x}¦A = x» «${A:=}¦A := » «${A:+x}¦A :+ x» «${A:?x}¦A :? x»',
    '«${#A}¦A #» «${A^}¦A ^» «${A^^}¦A ^» «${A,}¦A ,» «${A,,}¦A ,»',
    '«${A:3}¦A :» «${A:3:5}¦A :» «${A:«${B}¦B »:1}¦A :»',
    '«${A#x}¦A #» «${A##*/}¦A ##» «${A%x}¦A %» «${A%%x}¦A %%» «${A#$%:*{}¦A #»',
    '«${A/x/y}¦A /» «${A//x/y}¦A /» «${A/#x/y}¦A /» «${A/%x/y}¦A /» «${A/x/}¦A /» «${A/\\//-}¦A /»',
    '«${A:=«${B}¦B »-x}¦A :=» «${A=«${B^^}¦B ^»}¦A =»',
    '«$${A}¦A escaped» $$A «$${A:=b}¦A escaped»',
    '$$«${A}¦A » $$«$${A}¦A escaped»',
    '$${} $$',
    '«${ärger}¦ärger » «${1}¦1 »',
  ])('reads %s', (source) => {
    const text = source.replaceAll(/«|¦[^»]*»/g, '');
    expect(names(text)).toBe(source);
  });

  it.each([
    '«${¦!name»}',
    '«${¦!name»{ github.sha }}',
    '«${A¦!brace».b}',
    '«${A¦!brace»-x}',
    '«${A¦!brace»[@]} «${B}¦B »',
    '«${A¦!brace»\n«${B}¦B »',
    '«${A:=x¦!brace»',
    '«${A/x}¦!expression»',
    '«${A#¦!expression»}',
    '«${A:¦!expression»}',
    '«${#¦!expression»}',
    '«${A:=«${¦!name»}',
  ])('tells what cannot be read: %s', (source) => {
    const text = source.replaceAll(/«|¦[^»]*»/g, '');
    const { uses, bad } = substitutionsIn(text);
    expect(bad).toHaveLength(1);
    if (!source.startsWith('«${A:=«')) expect(names(text)).toBe(source);
    else expect(uses).toEqual([]);
  });

  it('reads long and deep texts in linear time', () => {
    expect(variablesIn('${A/x'.repeat(100_000))).toEqual([]);
    expect(variablesIn('${A:='.repeat(100_000) + '}'.repeat(100_000)).length).toBeLessThan(100);
    expect(variablesIn('$'.repeat(500_001) + '{A}')).toHaveLength(1);
    expect(variablesIn('$${A'.repeat(100_000)).length).toBe(100_000);
  });
});

describe('needsValue', () => {
  it('holds for all but defaults and escapes', () => {
    const needing = variablesIn('${A} ${B:=x} ${C:-} $${D} ${E^^} ${#F} ${G:1} ${H/a/b} ${I=x} ${J:+x} ${K:?x}');
    expect(needing.filter(needsValue).map(({ name }) => name)).toEqual(['A', 'E', 'F', 'G', 'H']);
  });
});
