import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { treeOf } from '../../../../src/promote/reading/trees.ts';
import { unifiedDiff } from '../../../../src/promote/publishing/unifiedDiff.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-patch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
execFileSync('git', ['init', '--quiet', folder]);

const numbered = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['one line of many', numbered, numbered.replace('line 14\n', 'line fourteen\n')],
  ['two places', numbered, numbered.replace('line 2\n', '').replace('line 25\n', 'line 25\nmore\n')],
  ['a file that comes', undefined, 'a: 1\nb: 2\n'],
  ['a file that goes', 'a: 1\n', undefined],
  ['no newline at the end', 'a: 1', 'a: 2'],
  ['a newline at the end', 'a: 1', 'a: 1\n'],
  ['carriage returns', 'a: 1\r\nb: 2\r\n', 'a: 1\r\nb: 3\r\n'],
  ['a byte order mark', '\ufeffa: 1\n', '\ufeffa: 2\n'],
  ['lines added to nothing', '', 'a: 1\n'],
  ['all lines taken out', 'a: 1\n', ''],
  ['more edits than are looked for', numbered.repeat(40), numbered.repeat(40).replaceAll('line', 'other')],
];

test.each(cases)('git applies the patch: %s', (_, old, young) => {
  for (const path of ['apps/web.yaml', 'apps/ä "b".yaml']) {
    const [before, after] = [old, young].map((text) =>
      treeOf(text === undefined ? new Map() : new Map([[path, Buffer.from(text)]]), undefined),
    );
    if (before === undefined || after === undefined) throw new Error('never');
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (old === undefined) rmSync(file, { force: true });
    else writeFileSync(file, old);
    const patch = unifiedDiff({ paths: [path, path], before, after });
    execFileSync('git', ['-C', folder, 'apply', '--whitespace=nowarn', '-'], { input: patch });
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(young);
  }
});

test('what stays the same is not in the patch', () => {
  const tree = treeOf(
    new Map([
      ['a', Buffer.from('x')],
      ['b', Buffer.from([0, 1])],
    ]),
    undefined,
  );
  expect(unifiedDiff({ paths: ['a', 'b', 'c'], before: tree, after: tree })).toBe('');
});
