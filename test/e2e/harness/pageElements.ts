import type { Locator } from 'playwright-core';

/** What functions that run in the page use of its elements; the project does not know the browser's types. */
export interface PageElement {
  getAttribute(name: string): string | null;
}

/** Runs in the page: the accessible names of the elements. */
export function accessibleNames(elements: readonly PageElement[]): string[] {
  return elements.map((element) => element.getAttribute('aria-label') ?? '');
}

/** Chooses an entry of a menu. One that has just opened ignores a click; it closes when it takes one. */
export async function clickWhileVisible(entry: Locator): Promise<void> {
  await entry.waitFor();
  while (await entry.isVisible()) {
    await entry.click({ timeout: 2000 }).catch(() => undefined);
    await entry.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => undefined);
  }
}
