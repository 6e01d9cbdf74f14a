import { createEmitter, type Event } from '../../base/event.ts';
import type { Disposable } from '../../base/disposable.ts';
import { isAbort, messageOf } from '../../base/failure.ts';
import type { ComparisonListener } from '../../compare/engine.ts';
import { begin, ended, expecting, withObjects, withPrediction, type Comparison, type Question } from './comparison.ts';

/** The one owner of what was compared last, and of older results that an open document still shows. */
export interface ChangesState extends Disposable {
  readonly current: Comparison | undefined;
  readonly onDidChange: Event<Comparison>;
  /** The comparison of that id, as long as it is kept. */
  find(id: string): Comparison | undefined;
  /**
   * Compares; what runs already is cancelled. Resolves with the comparison at its end; rejects with why it failed or
   * with the signal's reason, after the view shows it.
   */
  run(question: Question, signal: AbortSignal): Promise<Comparison>;
  /** Stops what runs. */
  cancel(): void;
  /** Forgets older results but those whose ids are named. */
  keepOnly(ids: ReadonlySet<string>): void;
}

/** Starts without a comparison. `now` (milliseconds since 1970) makes ids that no earlier window gave out. */
export function createChangesState(now: () => number = Date.now): ChangesState {
  const changed = createEmitter<Comparison>();
  const kept = new Map<string, Comparison>();
  let current: Comparison | undefined;
  let running: AbortController | undefined;
  let watch: Disposable | undefined;
  let count = 0;

  const show = (comparison: Comparison): void => {
    current = comparison;
    kept.set(comparison.id, comparison);
    changed.fire(comparison);
  };

  return {
    get current() {
      return current;
    },
    onDidChange: changed.event,
    find: (id) => kept.get(id),
    async run(question, signal) {
      running?.abort();
      watch?.dispose();
      const controller = new AbortController();
      running = controller;
      let own = begin(`${now().toString(36)}-${(count += 1)}`, question);
      const isCurrent = (): boolean => current?.id === own.id;
      const update = (next: Comparison): void => {
        // Results of a comparison that was followed by another one come too late.
        if (!isCurrent() || own.phase !== 'running') return;
        own = next;
        show(own);
      };
      show(own);
      // From the start: what is changed while it is compared may be compared or not.
      const moved = question.watch((what) => {
        if (!isCurrent() || own.moved.includes(what)) return;
        own = { ...own, moved: [...own.moved, what] };
        show(own);
      });
      watch = moved;
      const listener: ComparisonListener = {
        expect: (keys) => update(expecting(own, keys)),
        foundObjects: (kustomization, objects) => update(withObjects(own, kustomization, objects)),
        found: (prediction) => update(withPrediction(own, prediction)),
      };
      try {
        await question.compare(listener, AbortSignal.any([signal, controller.signal]));
        update(ended(own, 'complete'));
        return own;
      } catch (error) {
        update(isAbort(error) ? ended(own, 'cancelled') : ended(own, 'failed', messageOf(error)));
        throw error;
      } finally {
        if (running === controller) running = undefined;
      }
    },
    cancel: () => running?.abort(),
    keepOnly(ids) {
      for (const id of kept.keys()) if (id !== current?.id && !ids.has(id)) kept.delete(id);
    },
    dispose() {
      running?.abort();
      watch?.dispose();
      kept.clear();
      changed.dispose();
    },
  };
}
