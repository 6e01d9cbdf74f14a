import { describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../../../src/base/failure.ts';
import type { Project } from '../../../../src/promote/reading/project.ts';
import { createStagesState, type AllStages } from '../../../../src/ui/stages/stagesState.ts';
import { stagesViewState } from '../../../../src/ui/stages/stagesViewState.ts';

const never = new AbortController().signal;
const reading = (root: string): AllStages => ({
  repositories: [{ project: { root } as Project, stages: [] }],
  unread: [],
});
const rootOf = (all: AllStages | undefined) => all?.repositories[0]?.project.root;

/** A state whose reader counts, and waits where a test says so. */
function stateOver(read: (count: number) => Promise<AllStages>) {
  const asked: (string | undefined)[] = [];
  let move = (): void => undefined;
  let isWatching = false;
  const reported: unknown[] = [];
  const state = createStagesState({
    reader(previous) {
      asked.push(rootOf(previous));
      return read(asked.length);
    },
    watch(movedOn) {
      move = movedOn;
      isWatching = true;
      return { dispose: () => void (isWatching = false) };
    },
    report: (error) => reported.push(error),
    restMs: 1,
  });
  return { state, asked, reported, move: () => move(), isWatching: () => isWatching };
}

const counted = (count: number): Promise<AllStages> => Promise.resolve(reading(`read ${count}`));

describe('the state of stages', () => {
  it('reads nothing and watches nothing before somebody looks or asks', async () => {
    const { state, asked, isWatching } = stateOver(counted);
    expect(stagesViewState(state.current)).toBe('idle');
    expect([asked.length, isWatching()]).toEqual([0, false]);
    expect(rootOf(await state.latest(never))).toBe('read 1');
    expect(rootOf(await state.latest(never))).toBe('read 1');
    expect(isWatching()).toBe(true);
    state.dispose();
    expect(isWatching()).toBe(false);
  });

  it('reads again what changed while it is seen, with what it had before', async () => {
    const { state, asked, move } = stateOver(counted);
    state.setSeen('view', true);
    await vi.waitUntil(() => state.current.read !== undefined);
    move();
    await vi.waitUntil(() => rootOf(state.current.read) === 'read 2');
    expect(asked).toEqual([undefined, 'read 1']);
    state.dispose();
  });

  it('does not read while hidden, and makes up for it when it is seen or asked', async () => {
    const { state, asked, move } = stateOver(counted);
    state.setSeen('view', true);
    await vi.waitUntil(() => state.current.read !== undefined);
    state.setSeen('view', false);
    move();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toHaveLength(1);
    state.setSeen('matrix', true);
    await vi.waitUntil(() => asked.length === 2);
    state.setSeen('matrix', false);
    move();
    expect(rootOf(await state.latest(never))).toBe('read 3');
  });

  it('gives who asks what was read after they asked', async () => {
    const { state, move } = stateOver(counted);
    state.setSeen('view', true);
    move();
    state.setSeen('view', false);
    expect(rootOf(await state.latest(never))).toBe('read 2');
  });

  it('lets who waits go, and reads on', async () => {
    let finish = (): void => undefined;
    const { state } = stateOver(
      (count) => new Promise((resolve) => void (finish = () => resolve(reading(`read ${count}`)))),
    );
    const controller = new AbortController();
    const waiting = state.latest(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow();
    finish();
    expect(rootOf(await state.latest(never))).toBe('read 1');
  });

  it('says why there are none, reports only what nobody expects, and begins where it was', async () => {
    const failures = [
      new FailureError({ code: 'noStages', message: 'No stages here.' }),
      new FailureError({ code: 'gitFailed', message: 'It broke.' }),
    ];
    const broken = {
      code: 'badConfig',
      message: 'line 3: no.',
      path: '/fleet/.sluice.yaml',
      line: 3,
      told: 'line 3: no.',
    } as const;
    const { state, asked, reported } = stateOver((count) => {
      const failure = [undefined, ...failures, new FailureError(broken)][count - 1];
      return failure === undefined ? counted(count) : Promise.reject(failure);
    });
    const shown: string[] = [];
    for (let at = 0; at < 5; at++) {
      await state.readAgain();
      shown.push(stagesViewState(state.current));
      if (shown.at(-1) === 'broken') {
        expect(state.current.failure?.place).toEqual({ path: '/fleet/.sluice.yaml', line: 3, told: 'line 3: no.' });
        await expect(state.latest(never)).rejects.toThrow('line 3: no.');
      }
    }
    expect(shown).toEqual(['noStages', 'noStages', 'failed', 'broken', 'noStages']);
    expect(reported).toEqual([failures[1]]);
    expect(asked.at(-1)).toBe('read 1');
  });
});
