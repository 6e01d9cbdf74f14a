import { describe, expect, test } from 'vitest';
import type { ContextInfo } from '../../../src/cluster/kubeconfig/kubeconfig.ts';
import { createKubeconfigAgreement } from '../../../src/ui/kubeconfigAgreement.ts';
import { contextInfo } from './contextInfo.ts';

/** A workspace whose kubeconfig and settings a test changes, and a person who gives `answer`. */
function workspace() {
  const asked: { readonly path: string; readonly contexts: readonly string[] }[] = [];
  const world = {
    path: '/repo/config' as string | undefined,
    contexts: [contextInfo('dev')] as readonly ContextInfo[],
    answer: (): boolean | Promise<boolean> => true,
    memory: [] as readonly string[],
    asked,
    open: () =>
      createKubeconfigAgreement({
        path: () => world.path,
        contexts: () => Promise.resolve(world.contexts),
        ask: async (path, contexts) => {
          asked.push({ path, contexts: contexts.map(({ name }) => name) });
          return world.answer();
        },
        remembered: () => world.memory,
        remember: (entries) => {
          world.memory = entries;
          return Promise.resolve();
        },
      }),
  };
  return world;
}

describe('an agreement to a kubeconfig', () => {
  test('is asked for once, and remembered for the next window', async () => {
    const world = workspace();
    const agreement = world.open();
    expect(agreement.covers('/repo/config')).toBe(false);
    await agreement.confirm();
    await agreement.confirm();
    const next = world.open();
    await next.confirm();
    expect(world.asked).toEqual([{ path: '/repo/config', contexts: ['dev'] }]);
    expect([agreement.covers('/repo/config'), next.covers('/repo/config')]).toEqual([true, true]);
    expect([next.covers('/other'), next.coversContext('/other', 'dev')]).toEqual([false, false]);
  });

  test('is one dialog, however many ask for it at a time', async () => {
    const world = workspace();
    let answer: (yes: boolean) => void = () => undefined;
    world.answer = () => new Promise((resolve) => (answer = resolve));
    const agreement = world.open();
    const all = Promise.all([agreement.confirm(), agreement.confirm(), agreement.confirm()]);
    await new Promise(setImmediate);
    answer(true);
    await all;
    expect(world.asked).toHaveLength(1);
    expect(agreement.covers('/repo/config')).toBe(true);
  });

  test('that is refused covers nothing, and is asked for again', async () => {
    const world = workspace();
    world.answer = () => false;
    const agreement = world.open();
    await agreement.confirm();
    await agreement.confirm();
    expect(world.asked).toHaveLength(2);
    expect(agreement.covers('/repo/config')).toBe(false);
    expect(agreement.coversContext('/repo/config', 'dev')).toBe(false);
  });

  test('does not cover a context that came or changed: only that is asked about', async () => {
    const world = workspace();
    const agreement = world.open();
    await agreement.confirm();
    world.contexts = [contextInfo('dev'), contextInfo('prod', { fingerprint: 'new' })];
    world.answer = () => false;
    expect(agreement.coversContext('/repo/config', 'new')).toBe(false);
    await agreement.confirm();
    expect(world.asked[1]).toEqual({ path: '/repo/config', contexts: ['prod'] });
    expect(agreement.covers('/repo/config')).toBe(false);
    world.answer = () => true;
    await agreement.confirm();
    expect(agreement.covers('/repo/config')).toBe(true);
    expect(agreement.coversContext('/repo/config', 'new')).toBe(true);
  });

  test('ends with what it was about: what comes back is asked about again', async () => {
    const world = workspace();
    const agreement = world.open();
    await agreement.confirm();
    world.contexts = [contextInfo('dev', { fingerprint: 'second' })];
    await agreement.confirm();
    world.contexts = [contextInfo('dev')];
    await agreement.confirm();
    expect(world.asked).toHaveLength(3);
    expect(world.memory).toHaveLength(2);
  });

  test('is asked for the path that the settings name when the dialog closes', async () => {
    const world = workspace();
    world.answer = () => {
      world.path = '/repo/other';
      return true;
    };
    const agreement = world.open();
    await agreement.confirm();
    expect(world.asked.map(({ path }) => path)).toEqual(['/repo/config', '/repo/other']);
    expect([agreement.covers('/repo/config'), agreement.covers('/repo/other')]).toEqual([false, true]);
  });

  test('is not asked for where the settings of the workspace name none', async () => {
    const world = workspace();
    world.path = undefined;
    await world.open().confirm();
    expect(world.asked).toEqual([]);
  });

  test('is asked for a kubeconfig without contexts: some may come', async () => {
    const world = workspace();
    world.contexts = [];
    await world.open().confirm();
    expect(world.asked).toEqual([{ path: '/repo/config', contexts: [] }]);
  });
});
