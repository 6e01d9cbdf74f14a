import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutBody } from '../../../../src/forges/proposals/cutBody.ts';

describe('cutBody', () => {
  test('leaves what fits as it is', () => {
    expect(cutBody('a\nb', 3)).toBe('a\nb');
  });

  test('cuts between lines and says so', () => {
    const body = `first\n${'x'.repeat(200)}`;
    expect(cutBody(body, 100)).toBe('first\n\n_Cut here: the forge takes no longer text._\n');
  });

  test('closes the code block and the details that are open', () => {
    const body = `<details><summary>Diff</summary>\n\n\`\`\`\`diff\n+ a\n${'+ b\n'.repeat(100)}\`\`\`\`\n</details>\n`;
    const cut = cutBody(body, 150);
    expect(cut).toMatch(/\n\+ b\n````\n\n<\/details>\n\n_Cut here/);
    expect(cut.length).toBeLessThanOrEqual(150);
  });

  test('takes a shorter fence, or one with a language, for no end of a block', () => {
    const body = `\`\`\`\`\n\`\`\`\n\`\`\`\`yaml\n${'x\n'.repeat(100)}`;
    expect(cutBody(body, 120)).toMatch(/\nx\n````\n\n_Cut/);
  });

  test('never exceeds the limit and splits no character', () => {
    const line = fc.constantFrom('```', '~~~~yaml', '<details>', '</details>', '😀😀😀', 'text', '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 80 }), fc.nat(300), (lines, limit) => {
        const cut = cutBody(lines.join('\n'), limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(Buffer.from(cut).toString()).toBe(cut);
      }),
    );
  });

  test('is quick with a long body of nothing but openings', () => {
    expect(cutBody('<details>\n'.repeat(120_000), 65_536).length).toBeLessThanOrEqual(65_536);
  });
});
