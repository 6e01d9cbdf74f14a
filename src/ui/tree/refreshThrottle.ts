import type { Disposable } from '../../base/disposable.ts';
import type { Refresh } from '../../tree/refresh.ts';

/** Collects what is to be refreshed and lets it go now and then; see {@link createRefreshThrottle}. */
export interface RefreshThrottle extends Disposable {
  push(refresh: Refresh): void;
  /** While hidden nothing fires; what was missed is made up for when the view is seen again. */
  setVisible(visible: boolean): void;
}

/**
 * VS Code renews a tree 200 ms after the last event of a burst, so events that keep coming faster would starve it.
 * The first change fires at once, and what follows at most once in `intervalMs`, as one event for all nodes.
 */
export function createRefreshThrottle(fire: (refresh: Refresh) => void, intervalMs = 250): RefreshThrottle {
  let pending: Set<string> | 'all' | undefined;
  let visible = false;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    timer = undefined;
    if (pending === undefined || !visible) return;
    const due = pending === 'all' ? pending : [...pending];
    pending = undefined;
    timer = setTimeout(flush, intervalMs);
    fire(due);
  };

  return {
    push(refresh) {
      if (refresh.length === 0) return;
      if (refresh === 'all' || pending === 'all') pending = 'all';
      else pending = new Set([...(pending ?? []), ...refresh]);
      if (timer === undefined) flush();
    },
    setVisible(now) {
      visible = now;
      if (timer === undefined) flush();
    },
    dispose() {
      clearTimeout(timer);
      pending = undefined;
      visible = false;
    },
  };
}
