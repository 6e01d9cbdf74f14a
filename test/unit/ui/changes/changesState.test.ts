import { describe, expect, it } from 'vitest';
import type { ComparisonListener } from '../../../../src/compare/engine.ts';
import { createChangesState } from '../../../../src/ui/changes/changesState.ts';
import {
  canOpenAll,
  changesState,
  type Comparison,
  type Moved,
  type Question,
} from '../../../../src/ui/changes/comparison.ts';
import { configMap, kustomizationKey, object, prediction } from '../../diff/changes/predictions.ts';

const apps = prediction('apps', [object('ConfigMap', 'a', { before: configMap('1'), after: configMap('2') })]);

interface Asked {
  readonly question: Question;
  /** Tells that something moved on, as long as the comparison listens. */
  readonly move: (what: Moved) => void;
  readonly isWatching: () => boolean;
}

/** The context that is connected. */
let cluster = 'staging';

function ask(compare: Question['compare']): Asked {
  let tell: ((what: Moved) => void) | undefined;
  const question: Question = {
    subject: 'apps',
    sides: { left: 'live', right: 'predicted' },
    context: () => cluster,
    compare,
    watch(movedOn) {
      tell = movedOn;
      return { dispose: () => void (tell = undefined) };
    },
  };
  return { question, move: (what) => tell?.(what), isWatching: () => tell !== undefined };
}

const never = new AbortController().signal;
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('the state of comparisons', () => {
  it('shows what comes as it comes, and the end', async () => {
    const state = createChangesState();
    const seen: string[] = [];
    state.onDidChange((now) => seen.push(`${now.phase} ${now.tree.roots.length} ${changesState(now)}`));
    const { question } = ask((listener) => {
      listener.expect([kustomizationKey('apps'), kustomizationKey('infra')]);
      listener.found(apps);
      return Promise.resolve();
    });
    await state.run(question, never);
    expect(seen).toEqual(['running 0 comparing', 'running 2 rows', 'running 2 rows', 'complete 2 rows']);
    expect(canOpenAll(state.current)).toBe(true);
  });

  it('lets a later result for the same Kustomization replace the first', async () => {
    const state = createChangesState();
    const { question } = ask((listener) => {
      listener.found(apps);
      listener.found(prediction('apps', []));
      return Promise.resolve();
    });
    const { findings } = await state.run(question, never);
    expect(findings.predictions).toEqual([prediction('apps', [])]);
    expect(canOpenAll(state.current)).toBe(false);
  });

  it('shows single objects until their Kustomization is known', async () => {
    const state = createChangesState();
    const [a, b] = [object('ConfigMap', 'a'), object('ConfigMap', 'b')];
    const rows: number[] = [];
    state.onDidChange(({ tree }) => rows.push(tree.rows.size));
    const { question } = ask((listener) => {
      listener.foundObjects(apps.key, [a]);
      listener.foundObjects(apps.key, [b]);
      listener.foundObjects(apps.key, [a]);
      listener.found(apps);
      return Promise.resolve();
    });
    await state.run(question, never);
    expect(rows).toEqual([0, 2, 3, 3, 2, 2]);
  });

  it('keeps what is known when it is cancelled', async () => {
    const state = createChangesState();
    const { question } = ask((listener, signal) => {
      listener.found(apps);
      return untilAborted(signal);
    });
    const run = state.run(question, never);
    state.cancel();
    await expect(run).rejects.toThrow();
    expect(state.current).toMatchObject({ phase: 'cancelled', findings: { predictions: [apps], isComplete: true } });
    expect(canOpenAll(state.current)).toBe(false);
  });

  it('says why it failed, and rejects with it', async () => {
    const state = createChangesState();
    const { question } = ask(() => Promise.reject(new Error('no way')));
    await expect(state.run(question, never)).rejects.toThrow('no way');
    expect(state.current).toMatchObject({ phase: 'failed', cause: 'no way' });
    expect(changesState(state.current)).toBe('failed');
  });

  it('cancels what runs when something else is asked, and hears no more of it', async () => {
    const state = createChangesState();
    let late: ComparisonListener | undefined;
    const first = ask((listener, signal) => {
      late = listener;
      return untilAborted(signal);
    });
    const run = state.run(first.question, never);
    const second = state.run(ask(() => Promise.resolve()).question, never);
    await expect(run).rejects.toThrow();
    await second;
    late?.found(apps);
    expect(state.current).toMatchObject({ phase: 'complete', findings: { predictions: [] } });
    expect(first.isWatching()).toBe(false);
    expect(changesState(state.current)).toBe('nothing');
  });

  it('says once what moved on since, also while it compares', async () => {
    const state = createChangesState();
    const { question, move } = ask(() => {
      move('files');
      return Promise.resolve();
    });
    await state.run(question, never);
    const seen: Comparison[] = [];
    state.onDidChange((now) => seen.push(now));
    move('files');
    move('cluster');
    expect(seen.map(({ moved }) => moved)).toEqual([['files', 'cluster']]);
  });

  it('names the cluster that it was compared with, whichever is connected later', async () => {
    const state = createChangesState();
    const { question } = ask(() => Promise.resolve());
    const before = await state.run(question, never);
    cluster = 'production';
    const after = await state.run(question, never);
    cluster = 'staging';
    expect([before.context, after.context]).toEqual(['staging', 'production']);
  });

  it('forgets older results that no document shows', async () => {
    const state = createChangesState();
    const { question } = ask(() => Promise.resolve());
    const [one, two, three] = [
      await state.run(question, never),
      await state.run(question, never),
      await state.run(question, never),
    ];
    state.keepOnly(new Set([one.id]));
    expect([one, two, three].map(({ id }) => state.find(id)?.id)).toEqual([one.id, undefined, three.id]);
  });

  it('ends what runs when it is disposed of', async () => {
    const state = createChangesState();
    const { question, isWatching } = ask((_, signal) => untilAborted(signal));
    const run = state.run(question, never);
    state.dispose();
    await expect(run).rejects.toThrow();
    expect(isWatching()).toBe(false);
  });
});
