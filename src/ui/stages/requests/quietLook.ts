import type { Disposable } from '../../../base/disposable.ts';

/** Looks at what is elsewhere when a person looks here, and never by itself. */
export interface QuietLook extends Disposable {
  /** Whether somebody sees what it is for. */
  setSeen(isSeen: boolean): void;
  /** Something happened after which it may be otherwise: a window came back, a branch moved. */
  nudge(): void;
}

export interface QuietLookOptions {
  /** Looks once. It resolves with whether it could; nobody is told why not. */
  readonly look: (signal: AbortSignal) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Two looks are at least so far from each other: milliseconds. */
  readonly gap?: number;
  /** After looks that could not, up to so far. */
  readonly longestGap?: number;
}

/** Makes it; nothing is looked at before somebody sees it. */
export function createQuietLook({
  look,
  now = Date.now,
  gap = 20_000,
  longestGap = 15 * 60_000,
}: QuietLookOptions): QuietLook {
  const over = new AbortController();
  let isSeen = false;
  let running = false;
  let failures = 0;
  let last = Number.NEGATIVE_INFINITY;
  const nudge = (): void => {
    const due = last + Math.min(longestGap, gap * 2 ** failures);
    if (!isSeen || running || over.signal.aborted || now() < due) return;
    running = true;
    last = now();
    void look(over.signal)
      .catch(() => false)
      .then((could) => {
        failures = could ? 0 : Math.min(failures + 1, 30);
        running = false;
      });
  };
  return {
    setSeen(seen) {
      isSeen = seen;
      nudge();
    },
    nudge,
    dispose: () => over.abort(),
  };
}
