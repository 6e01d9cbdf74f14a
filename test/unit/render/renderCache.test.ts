import { expect, test } from 'vitest';
import { createRenderCache } from '../../../src/render/renderCache.ts';
import type { RenderRequest, RenderResult } from '../../../src/render/renderer.ts';

const result: RenderResult = { outcome: 'failed', problems: [] };

function request(files: Readonly<Record<string, string>>, more: Partial<RenderRequest> = {}): RenderRequest {
  const metadata = { name: 'apps', namespace: 'flux-system' };
  const kustomization = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec: {} };
  return { files: new Map(Object.entries(files)), kustomization, ...more };
}

test('a result holds while what was read is the same', () => {
  const cache = createRenderCache(10);
  cache.keep(request({ read: '1', other: '1' }), result, ['read']);
  expect(cache.find(request({ read: '1', other: '2' }))).toBe(result);
  expect(cache.find(request({ read: '2', other: '1' }))).toBeUndefined();
});

test('a file more or less may change what is built', () => {
  const cache = createRenderCache(10);
  cache.keep(request({ read: '1' }), result, ['read']);
  expect(cache.find(request({ read: '1', more: '1' }))).toBeUndefined();
  expect(cache.find(request({}))).toBeUndefined();
});

test('what is left out of a worktree may change what is built', () => {
  const cache = createRenderCache(10);
  cache.keep(request({ a: '1', '.sourceignore': 'b' }, { worktree: {} }), result, ['a']);
  expect(cache.find(request({ a: '1', '.sourceignore': 'a' }, { worktree: {} }))).toBeUndefined();
  expect(cache.find(request({ a: '1', '.sourceignore': 'b' }, { worktree: {} }))).toBe(result);
  expect(cache.find(request({ a: '1', '.sourceignore': 'b' }, { worktree: { ignore: 'a' } }))).toBeUndefined();
});

test('another question has another answer', () => {
  const cache = createRenderCache(10);
  const files = { a: '1' };
  cache.keep(request(files), result, ['a']);
  expect(cache.find(request(files, { exact: true }))).toBeUndefined();
  const variables = [{ kind: 'Secret', name: 's', state: 'absent' }] as const;
  expect(cache.find(request(files, { variables }))).toBeUndefined();
});

test('the one used longest ago goes first', () => {
  const cache = createRenderCache(2);
  const ask = (ignore: string): RenderRequest => request({ a: '1' }, { worktree: { ignore } });
  cache.keep(ask('one'), result, []);
  cache.keep(ask('two'), result, []);
  cache.find(ask('one'));
  cache.keep(ask('three'), result, []);
  expect(['one', 'two', 'three'].map((ignore) => cache.find(ask(ignore)) !== undefined)).toEqual([true, false, true]);
});
