import type { Page } from 'playwright-core';
import type { PageGlobals } from './pageTypes.ts';

/** What a row says once its object was changed with this mark. */
const markPattern = /\bmark (\d+)\b/;

/** A change whose effect is looked for. */
export interface MarkedChange {
  /** Which row it is of: later changes of the same row have higher marks. */
  readonly row: string;
  readonly mark: number;
  /** When the API server answered, in milliseconds since 1970. */
  readonly at: number;
}

/** When rows of the tree first said a mark. */
export interface Marks {
  /**
   * Milliseconds from each change until its row said its mark or, where that was overtaken, a later one; throws if
   * it never did. Page and bench run on one machine: their clocks are one.
   */
  delays(changes: readonly MarkedChange[]): Promise<number[]>;
}

/** Watches the accessible names of the tree's rows for marks, from now on. */
export async function watchMarks(page: Page): Promise<Marks> {
  await page.evaluate((pattern) => {
    const window = globalThis as unknown as PageGlobals;
    const container = window.document.querySelector('[id="workbench.view.extension.flux"]');
    if (container === null) throw new Error('The view is not there.');
    const seen: Record<string, number> = {};
    const look = (): void => {
      const now = performance.timeOrigin + performance.now();
      for (const row of window.document.querySelectorAll('[id="workbench.view.extension.flux"] .monaco-list-row')) {
        const [, mark] = new RegExp(pattern).exec(row.getAttribute('aria-label') ?? '') ?? [];
        if (mark !== undefined) seen[mark] ??= now;
      }
    };
    const changes = { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] };
    new window.MutationObserver(look).observe(container, changes);
    window.sluiceBench = seen;
  }, markPattern.source);

  return {
    async delays(changes) {
      const seen = await page.evaluate(
        () => (globalThis as unknown as PageGlobals).sluiceBench as Record<string, number>,
      );
      return changes.map(({ row, mark, at }) => {
        const later = changes.filter((other) => other.row === row && other.mark >= mark);
        const first = Math.min(...later.flatMap((other) => seen[String(other.mark)] ?? []));
        if (first === Infinity) throw new Error(`No row ever said "mark ${mark}".`);
        return first - at;
      });
    },
  };
}
