import type { Locator, Page } from 'playwright-core';

/** Notifications, modal dialogs and the status bar. */
export interface Messages {
  /** The texts of the notifications that are shown, the latest first. */
  notifications(): Promise<readonly string[]>;
  /** The notification whose text matches, to wait for or to look at. */
  notification(text: string | RegExp): Locator;
  /** Clicks a button of the notification whose text matches. */
  clickNotification(text: string | RegExp, button: string): Promise<void>;
  /** Waits for a modal dialog; resolves with its text and the names of its buttons. */
  dialog(): Promise<{ readonly text: string; readonly buttons: readonly string[] }>;
  clickDialog(button: string): Promise<void>;
  /** The item that Sluice has in the status bar: what is written, and what a screen reader says. */
  statusBar(): Promise<{ readonly text: string; readonly label: string } | undefined>;
  clickStatusBar(): Promise<void>;
}

export function messages(page: Page): Messages {
  const all = page.locator('.notification-list-item');
  const box = page.locator('.monaco-dialog-box');
  const status = page.locator('.statusbar-item[id^="sluice.sluice"]').first();
  const notification = (text: string | RegExp): Locator => all.filter({ hasText: text }).first();

  return {
    notifications: () => all.locator('.notification-list-item-message').allInnerTexts(),
    notification,
    clickNotification: (text, button) => notification(text).getByRole('button', { name: button }).click(),
    async dialog() {
      await box.waitFor();
      const text = (await box.locator('.dialog-message-container').innerText()).trim();
      return { text, buttons: await box.locator('.dialog-buttons .monaco-button').allInnerTexts() };
    },
    clickDialog: (button) => box.getByRole('button', { name: button }).click(),
    async statusBar() {
      if (!(await status.isVisible())) return undefined;
      return { text: (await status.innerText()).trim(), label: (await status.getAttribute('aria-label')) ?? '' };
    },
    clickStatusBar: () => status.locator('a').click(),
  };
}
