import type { Page } from 'playwright-core';
import type { VsCode } from '../../e2e/harness/openVsCode.ts';
import type { HeadlessResult } from './headless.ts';
import type { PageGlobals } from './pageTypes.ts';

/** Milliseconds since the click, on the page's own clock. */
export interface PaintTimes {
  /** When the first row of an object was there. */
  readonly firstRows: number;
  /** The frame after which rows, the first group's label and the status bar told of all objects. */
  readonly painted: number;
}

/** Clicks on the view, in a window that has not shown it yet, and waits until it shows all objects. */
export async function showTree({ page, tree }: VsCode, expected: HeadlessResult): Promise<PaintTimes> {
  const { firstGroup, failing } = expected;
  await observe(page, {
    groupLabel: `, ${firstGroup.failing} failing of ${firstGroup.total}`,
    statusLabel: `: ${failing} failing`,
  });
  await tree.open();
  const painted = await page.waitForFunction(() => (globalThis as unknown as PageGlobals).sluiceBench);
  return painted.jsonValue() as Promise<PaintTimes>;
}

/** Installs in the page what takes the times. It looks at the view after every change of the page. */
function observe(page: Page, ends: { readonly groupLabel: string; readonly statusLabel: string }): Promise<void> {
  return page.evaluate(({ groupLabel, statusLabel }) => {
    const window = globalThis as unknown as PageGlobals;
    const { document } = window;
    const labels = (selector: string): string[] =>
      Array.from(document.querySelectorAll(selector), (element) => element.getAttribute('aria-label') ?? '');
    let clicked = NaN;
    let firstRows = NaN;

    const observer = new window.MutationObserver(() => {
      const rows = labels('[id="workbench.view.extension.flux"] .monaco-list-row[aria-level="2"]');
      if (rows.length > 0 && Number.isNaN(firstRows)) firstRows = performance.now() - clicked;
      const groups = labels('[id="workbench.view.extension.flux"] .monaco-list-row[aria-level="1"]');
      const status = labels('.statusbar-item[id^="sluice.sluice"]');
      const complete =
        groups.some((label) => label.endsWith(groupLabel)) && status.some((label) => label.endsWith(statusLabel));
      if (rows.length === 0 || !complete) return;
      observer.disconnect();
      window.requestAnimationFrame(() => {
        window.sluiceBench = { firstRows, painted: performance.now() - clicked };
      });
    });
    document.addEventListener('mousedown', () => (clicked = performance.now()), { capture: true, once: true });
    delete window.sluiceBench;
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, ends);
}
