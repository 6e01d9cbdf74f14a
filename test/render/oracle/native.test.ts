import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { allCases } from '../cases/cases.ts';
import { renderNatively } from './compare.ts';
import { startNativeEngine, type NativeEngine } from './nativeEngine.ts';
import { requestOf } from './requestOf.ts';

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
    expect(await renderer.render(request, ending.signal)).toEqual(expected);
  });
});

test('in cases that render and in cases that fail', async () => {
  const outcomes = await Promise.all(allCases.map((one) => renderer.render(requestOf(one), ending.signal)));
  const counts = Map.groupBy(outcomes, ({ outcome }) => outcome);
  expect(counts.get('rendered')?.length).toBeGreaterThan(200);
  expect(counts.get('failed')?.length).toBeGreaterThan(15);
  expect(counts.get('unknown')).toBeUndefined();
});
