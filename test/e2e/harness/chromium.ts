import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const macApplications = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];

/**
 * The path of a Chromium-like browser: the one in SLUICE_BROWSER, one of the machine's, or one that Playwright
 * installed; undefined if there is none.
 */
export function findBrowser(): string | undefined {
  const chosen = process.env['SLUICE_BROWSER'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...(chosen === undefined || chosen === '' ? [] : [chosen]),
    ...names.flatMap((name) => onPath.map((folder) => join(folder, name))),
    ...macApplications.map((application) => join('/Applications', application)),
    chromium.executablePath(),
  ];
  return candidates.find(existsSync);
}

export interface BrowserOptions {
  readonly executablePath: string;
  /** The folder of the browser's profile; whoever owns it removes it. */
  readonly profile: string;
  readonly width: number;
  readonly height: number;
}

/** Starts a browser without a window. It ends with this process: it listens to a pipe. */
export function launchBrowser({ executablePath, profile, width, height }: BrowserOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width, height },
    args: [
      // A container offers no user namespaces to root, and what the browser opens is our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
