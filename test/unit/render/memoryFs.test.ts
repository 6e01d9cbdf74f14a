import { describe, expect, test } from 'vitest';
import { fileTree } from '../../../src/render/fileTree.ts';
import { createMemoryFs } from '../../../src/render/memoryFs.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Calls a function of the `fs` under test: its result, or the code of its error. */
function start(files: Readonly<Record<string, string>> = {}, folders: readonly string[] = []) {
  const logged: string[] = [];
  const memory = createMemoryFs((text) => void logged.push(text));
  const entries = Object.entries(files).map(([path, text]) => [path, encoder.encode(text)] as const);
  const tree = fileTree('/root', entries, folders);
  memory.mount(tree);
  const call = (name: string, ...args: unknown[]): unknown => {
    let answer: unknown;
    const work = memory.fs[name] as (...all: unknown[]) => void;
    work(...args, (error: { code: string } | null, result: unknown) => (answer = error?.code ?? result));
    return answer;
  };
  const read = (path: string): string => {
    const descriptor = call('open', path, 0, 0);
    if (typeof descriptor !== 'number') return String(descriptor);
    const buffer = new Uint8Array(100);
    const length = call('read', descriptor, buffer, 0, buffer.length, null) as number;
    return decoder.decode(buffer.subarray(0, length));
  };
  const write = (path: string, text: string, flags = 1 | 64 | 512): unknown => {
    const descriptor = call('open', path, flags, 0o644);
    const bytes = encoder.encode(text);
    return typeof descriptor === 'number' ? call('write', descriptor, bytes, 0, bytes.length, null) : descriptor;
  };
  return { call, read, write, memory, tree, logged };
}

test('files of the tree are read, and named as read', () => {
  const { read, memory } = start({ 'a/b.yaml': 'text', 'c.yaml': 'other' });
  expect(read('/root/a/b.yaml')).toBe('text');
  expect(read('/root/gone')).toBe('ENOENT');
  expect(memory.readPaths()).toEqual(['/root/a/b.yaml']);
});

test('reading goes on from where it was, or from where it is told', () => {
  const { call } = start({ a: 'abcdef' });
  const descriptor = call('open', '/root/a', 0, 0);
  const buffer = new Uint8Array(2);
  const next = (at: number | null): string =>
    decoder.decode(buffer.subarray(0, call('read', descriptor, buffer, 0, 2, at) as number));
  expect([next(null), next(null), next(1), next(null), next(null)]).toEqual(['ab', 'cd', 'bc', 'ef', '']);
});

test('what is written lies over the tree until the next mount', () => {
  const { read, write, call, memory, tree } = start({ 'a.yaml': 'old' });
  write('/root/a.yaml', 'new');
  write('/root/b.yaml', 'more');
  call('unlink', '/root/a.yaml');
  expect([read('/root/a.yaml'), read('/root/b.yaml'), call('readdir', '/root')]).toEqual([
    'ENOENT',
    'more',
    ['b.yaml'],
  ]);
  memory.mount(tree);
  expect([read('/root/a.yaml'), read('/root/b.yaml'), call('readdir', '/root')]).toEqual(['old', 'ENOENT', ['a.yaml']]);
});

test('text is appended, and a file can be cut and renamed', () => {
  const { read, write, call } = start({ a: 'one' });
  write('/root/a', ' two', 1 | 1024);
  call('truncate', '/root/a', 5);
  call('rename', '/root/a', '/root/b');
  expect([read('/root/a'), read('/root/b')]).toEqual(['ENOENT', 'one t']);
});

describe('what cannot be done has the code of a real disk', () => {
  test.each([
    ['open', ['/root/none/new', 65, 0], 'ENOENT'],
    ['open', ['/root/a', 64 | 128, 0], 'EEXIST'],
    ['mkdir', ['/root/a', 0], 'EEXIST'],
    ['mkdir', ['/none/b', 0], 'ENOENT'],
    ['rmdir', ['/root', 0], 'ENOTEMPTY'],
    ['unlink', ['/root'], 'EISDIR'],
    ['readdir', ['/root/a'], 'ENOTDIR'],
    ['stat', ['/elsewhere'], 'ENOENT'],
    ['readlink', ['/root/a'], 'EINVAL'],
    ['close', [7], undefined],
    ['fstat', [7], 'EBADF'],
  ])('%s %j: %s', (name, args, code) => {
    const { call } = start({ a: '' });
    const given = name === 'rmdir' ? args.slice(0, 1) : args;
    expect(call(name, ...given)).toBe(code);
  });
});

test('each path is a file of its own, and folders are folders', () => {
  const { call } = start({ 'a/b': 'x' }, ['empty']);
  const stats = ['/root/a', '/root/a/b', '/root/empty', '/tmp', '/root/a'].map(
    (path) => call('lstat', path) as { ino: number; size: number; isDirectory: () => boolean },
  );
  expect(stats.map((stat) => stat.isDirectory())).toEqual([true, false, true, true, true]);
  expect(new Set(stats.map(({ ino }) => ino)).size).toBe(4);
  expect(stats[1]?.size).toBe(1);
});

test('output goes to the log', () => {
  const { call, logged } = start();
  const bytes = encoder.encode('panic');
  expect(call('write', 2, bytes, 0, bytes.length, null)).toBe(5);
  expect(logged).toEqual(['panic']);
});
