import type { Locator, Page } from 'playwright-core';
import { messageOf } from '../../../src/base/failure.ts';
import { accessibleNames } from './pageElements.ts';

/** How often the palette is opened for a command that it does not offer yet. */
const openings = 10;

/** The command palette and the quick picks and input boxes of commands. */
export interface QuickInput {
  /** Runs a command by its whole title in the palette, e.g. `Flux: Reconcile`; throws if it is not offered. */
  runCommand(title: string): Promise<void>;
  /** Waits for a quick pick with entries; resolves with their accessible names, from the top. */
  items(): Promise<readonly string[]>;
  /** Chooses the entry with this label. */
  pick(label: string): Promise<void>;
  /** Types into the box, replacing what is there. */
  type(text: string): Promise<void>;
  accept(): Promise<void>;
  /** The text that says what is asked: title, placeholder and message. */
  prompt(): Promise<string>;
  isOpen(): Promise<boolean>;
  dismiss(): Promise<void>;
}

export function quickInput(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget');
  const box = widget.locator('.quick-input-box input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');

  /** The accessible name is the label, followed by description and detail, if any, after a comma. */
  const labelled = (label: string): Locator => {
    const quoted = JSON.stringify(label).slice(1, -1);
    return widget.locator(`.monaco-list-row:is([aria-label="${quoted}"], [aria-label^="${quoted}, "])`).first();
  };

  return {
    async runCommand(title) {
      for (let opened = 1; ; opened += 1) {
        await page.keyboard.press('F1');
        await box.fill(`>${title}`);
        const failure = await labelled(title)
          .click({ timeout: 3000 })
          .then(() => undefined, messageOf);
        if (failure === undefined) return;
        const offered = await rows.evaluateAll(accessibleNames);
        await page.keyboard.press('Escape');
        await widget.waitFor({ state: 'hidden' });
        // What is offered is settled when the palette opens: a command that has just come is in the next one.
        if (opened === openings) {
          throw new Error(`The palette does not offer "${title}" but ${offered.join('; ') || 'nothing'}. ${failure}`);
        }
      }
    },
    async items() {
      await rows.first().waitFor();
      return rows.evaluateAll(accessibleNames);
    },
    pick: (label) => labelled(label).click(),
    type: (text) => box.fill(text),
    async accept() {
      await box.press('Enter');
    },
    async prompt() {
      await widget.waitFor();
      const parts = [
        await widget.locator('.quick-input-title').innerText(),
        (await box.getAttribute('placeholder')) ?? '',
        await widget.locator('.quick-input-message').innerText(),
      ];
      return parts.filter((part) => part.trim() !== '').join('\n');
    },
    isOpen: () => widget.isVisible(),
    async dismiss() {
      await page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
  };
}
