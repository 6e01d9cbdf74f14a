import { describe, expect, it } from 'vitest';
import { escapeIcons, plainText } from '../../../src/base/plainText.ts';
import { random } from '../tree/fleet.ts';

describe('plainText', () => {
  it.each([
    ['leaves an ordinary message alone', 'build failed: no such file', 'build failed: no such file'],
    ['joins lines', 'first\r\nsecond\n\n\tthird', 'first second third'],
    ['joins lines at U+0085, U+2028 and U+2029', 'a\u0085b\u2028c\u2029d', 'a b c d'],
    ['takes out escape sequences of terminals', '\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['takes out NUL and DEL', 'a\u0000b\u007fc', 'a b c'],
    ['trims', '  padded  ', 'padded'],
    ['takes out bidirectional overrides', 'user\u202egnp.exe', 'usergnp.exe'],
    ['takes out bidirectional isolates and marks', '\u2066a\u2069\u200eb\u200fc\u061cd', 'abcd'],
    ['takes out zero-width and soft characters', 'pay\u200bments\u00ad\ufeff', 'payments'],
    ['takes out tag characters', 'ok\u{e0041}\u{e0042}', 'ok'],
    ['keeps joiners that words and emoji need', 'می\u200cخواهم 👩\u200d🚀', 'می\u200cخواهم 👩\u200d🚀'],
    ['shows a lone surrogate as a replacement character', 'a\ud800b', 'a\ufffdb'],
    ['keeps a letter with a few marks', 'ệ e\u0323\u0302', 'ệ e\u0323\u0302'],
    ['thins out a pile of marks', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
    ['empties what holds nothing to see', '\u202e\u0000 \n', ''],
  ])('%s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('cuts a message of 32 KB to the length asked for', () => {
    const text = plainText('x'.repeat(32_768), 50);
    expect(text).toBe(`${'x'.repeat(49)}…`);
  });

  it('keeps a text of exactly the length', () => {
    expect(plainText('x'.repeat(50), 50)).toBe('x'.repeat(50));
  });

  it('says that something was cut when only the part looked at is short', () => {
    expect(plainText(`a${' '.repeat(1000)}b`, 50)).toBe('a…');
  });

  it('does not cut a character in two', () => {
    expect(plainText('x'.repeat(8) + '🚀'.repeat(10), 10)).toBe('xxxxxxxx…');
  });

  it('leaves no link for notifications to render', () => {
    expect(plainText('[click](command:workbench.action.quit)')).toBe('[click] (command:workbench.action.quit)');
    expect(plainText('[a]\u202e(command:x)')).not.toContain('](');
  });

  it('holds its promises for any text', () => {
    const next = random(7);
    for (let round = 0; round < 2000; round += 1) {
      const text = plainText(hostileText(next), 40);
      expect(text.length).toBeLessThanOrEqual(40);
      expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      expect(text).toBe(text.trim());
    }
  });
});

describe('escapeIcons', () => {
  it('keeps text from drawing icons', () => {
    expect(escapeIcons('$(error) costs $5')).toBe('\\$(error) costs $5');
  });
});

function hostileText(next: () => number): string {
  const ranges = [
    [0, 0x9f],
    [0x200b, 0x206f],
    [0x300, 0x36f],
    [0xd800, 0xdfff],
    [0x1f600, 0x1f64f],
    [0x61, 0x7a],
  ];
  const one = (): string => {
    const [from = 0, to = 0] = ranges[Math.floor(next() * ranges.length)] ?? [];
    return String.fromCodePoint(from + Math.floor(next() * (to - from + 1)));
  };
  return Array.from({ length: Math.floor(next() * 120) }, one).join('');
}
