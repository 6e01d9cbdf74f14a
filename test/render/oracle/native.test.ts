import { groupBy } from '../../../src/base/groupBy.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { allCases, cliCases } from '../cases/cases.ts';
import { comparable, renderNatively } from './compare.ts';
import { startNativeEngine, type NativeEngine } from './nativeEngine.ts';
import { agreement, declaredRequests, worktree } from './repository.ts';
import { requestOf } from './requestOf.ts';
import { kustomization } from '../startRenderer.ts';

let native: NativeEngine;
let renderer: Renderer;
const ending = new AbortController();

beforeAll(async () => {
  native = await startNativeEngine(ending.signal);
  renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
});
afterAll(() => {
  renderer.dispose();
  native.dispose();
});

describe('the engine gives, byte for byte, what the same program gives natively with all modules', () => {
  test.each(allCases)('$name', async (one) => {
    const request = requestOf(one);
    const expected = await renderNatively(native, { ...request, exact: true });
    expect(comparable(await renderer.render(request, ending.signal))).toEqual(expected);
    // Without resetting the schema, as cli.test.ts holds it against the CLI.
    if (cliCases.includes(one)) expect(await renderNatively(native, request)).toEqual(expected);
  });
});

test('in cases that render and in cases that fail', async () => {
  const outcomes = await Promise.all(allCases.map((one) => renderer.render(requestOf(one), ending.signal)));
  const counts = groupBy(outcomes, ({ outcome }) => outcome);
  expect(counts.get('rendered')?.length).toBeGreaterThan(200);
  expect(counts.get('failed')?.length).toBeGreaterThan(15);
  expect(counts.get('unknown')).toBeUndefined();
});

test('for every Kustomization of the sample fleet', async () => {
  const files = await worktree(join(root, 'test/fixtures/fleet'));
  const outcomes: (string | undefined)[] = [];
  for (const path of [
    'clusters/demo',
    'infra',
    'apps',
    'shop/staging',
    'shop/production',
    'shop/legacy',
    'payments/gateway',
    'payments/ledger',
    'payments/gone',
  ]) {
    const request = { files, worktree: {}, kustomization: kustomization({ path }) };
    outcomes.push(await agreement(request, native, renderer, ending.signal));
  }
  for (const request of declaredRequests(files)) {
    outcomes.push(await agreement(request, native, renderer, ending.signal));
  }
  expect(outcomes).not.toContain(undefined);
  expect(outcomes.filter((outcome) => outcome === 'rendered').length).toBeGreaterThan(5);
});
