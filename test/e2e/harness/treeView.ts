import type { Locator, Page } from 'playwright-core';
import { accessibleNames, clickWhileVisible, type PageElement } from './pageElements.ts';

/** A row of the tree as a screen reader has it. */
export interface TreeRow {
  /** Label, description and what the extension adds: the accessible name. */
  readonly label: string;
  /** 1 is the top. */
  readonly level: number;
  /** Undefined for a row without children. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
}

/** Which row is meant: the beginning of its accessible name, or a pattern for it. */
export type RowName = string | RegExp;

/** A view of the container "Flux" in the side bar, used as a person does. Only rows that are scrolled into view are known. */
export interface TreeView {
  /** Shows the view container "Flux"; does nothing if it is there already. */
  open(): Promise<void>;
  rows(): Promise<readonly TreeRow[]>;
  /** The row, to wait for or to look at; see Playwright's Locator. */
  row(name: RowName): Locator;
  click(name: RowName, modifiers?: ('Control' | 'Shift')[]): Promise<void>;
  /** Opens or closes a row by its arrow; does nothing if it is as wanted. */
  expand(name: RowName): Promise<void>;
  collapse(name: RowName): Promise<void>;
  /** Points at the row until its hover says `words`; resolves with the text in it. */
  hover(name: RowName, words: RegExp): Promise<string>;
  /** Opens the context menu of the row; resolves with the names of its entries. */
  openMenu(name: RowName): Promise<readonly string[]>;
  /** Opens the context menu and chooses the entry. */
  choose(name: RowName, entry: string): Promise<void>;
  /** The text of the welcome view and the names of its buttons; undefined if rows are shown. */
  welcome(): Promise<{ readonly text: string; readonly buttons: readonly string[] } | undefined>;
  clickWelcome(button: string): Promise<void>;
  /** Clicks an icon in the view's title, by its accessible name. */
  clickTitleAction(name: string): Promise<void>;
  /** What stands beside the view's title, and above its rows. */
  surroundings(): Promise<{ readonly description: string; readonly message: string }>;
}

/** The view whose title begins with `title`. */
export function treeView(page: Page, title: 'Cluster' | 'Stages' | 'Changes'): TreeView {
  const container = page.locator('[id="workbench.view.extension.flux"]');
  const header = container.locator(`.pane-header[aria-label^="${title}"]`);
  const view = container.locator('.pane').filter({ has: page.locator(`.pane-header[aria-label^="${title}"]`) });
  const rows = view.locator('.monaco-list-row');
  const welcome = view.locator('.welcome-view-content');
  const menuEntries = page.locator('.monaco-menu .action-item:not(.disabled) .action-label[aria-label]');

  const row = (name: RowName): Locator =>
    view.getByRole('treeitem', { name: typeof name === 'string' ? beginning(name) : name });

  async function toggle(name: RowName, wanted: boolean): Promise<void> {
    const one = row(name);
    // Rows that come meanwhile may push the arrow from under the pointer.
    while ((await one.getAttribute('aria-expanded')) !== String(wanted)) {
      await one.locator('.monaco-tl-twistie').click();
      await isThere(one.and(page.locator(`[aria-expanded="${String(wanted)}"]`)));
    }
  }

  async function openMenu(name: RowName): Promise<readonly string[]> {
    // What was picked before may have left the pointer on a row, whose hover lies over others.
    await page.mouse.move(0, 0);
    await row(name).click({ button: 'right' });
    await menuEntries.first().waitFor();
    return menuEntries.evaluateAll(accessibleNames);
  }

  return {
    async open() {
      if (await container.isVisible()) return;
      await page
        .locator('.activitybar')
        .getByRole('tab', { name: /^Flux\b/ })
        .click();
      await container.waitFor();
    },
    async rows() {
      return (await rows.evaluateAll(describeRows)).sort((one, other) => one.index - other.index);
    },
    row,
    click: (name, modifiers = []) => row(name).click({ modifiers }),
    expand: (name) => toggle(name, true),
    collapse: (name) => toggle(name, false),
    async hover(name, words) {
      const hovers = page.locator('.monaco-hover:visible');
      for (;;) {
        await row(name).locator('.monaco-icon-label').hover();
        // The hover first says that it loads, and a row that is drawn anew takes its hover along until the pointer
        // comes again.
        if (await isThere(hovers.filter({ hasText: words }))) return hovers.filter({ hasText: words }).innerText();
        await page.mouse.move(0, 0);
        await hovers.first().waitFor({ state: 'hidden' });
      }
    },
    openMenu,
    async choose(name, entry) {
      await openMenu(name);
      const chosen = menuEntries.and(page.locator(`[aria-label="${entry}"]`));
      await clickWhileVisible(chosen);
    },
    async welcome() {
      if (!(await welcome.isVisible())) return undefined;
      const texts = await welcome.locator('p').allInnerTexts();
      const buttons = await welcome.locator('.monaco-button').allInnerTexts();
      return { text: texts.join('\n'), buttons };
    },
    clickWelcome: (button) => welcome.getByRole('button', { name: button }).click(),
    async clickTitleAction(name) {
      // Among several views, only the one under the pointer shows its icons.
      await header.hover();
      await header.getByRole('button', { name, exact: true }).click();
    },
    async surroundings() {
      const message = view.locator('.message');
      const about = header.locator('.description');
      return {
        description: (await about.count()) > 0 ? await about.innerText() : '',
        message: (await message.isVisible()) ? await message.innerText() : '',
      };
    },
  };
}

/** Whether it appears soon. */
function isThere(shown: Locator): Promise<boolean> {
  return shown.waitFor({ timeout: 3000 }).then(
    () => true,
    () => false,
  );
}

/** Runs in the page. The list keeps its rows in any order; `data-index` tells the right one. */
function describeRows(elements: readonly PageElement[]): (TreeRow & { index: number })[] {
  return elements.map((element) => {
    const value = (name: string): string => element.getAttribute(name) ?? '';
    const expanded = element.getAttribute('aria-expanded');
    return {
      index: Number(value('data-index')),
      label: value('aria-label'),
      level: Number(value('aria-level')),
      expanded: expanded === null ? undefined : expanded === 'true',
      selected: value('aria-selected') === 'true',
    };
  });
}

function beginning(name: string): RegExp {
  return new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
}
