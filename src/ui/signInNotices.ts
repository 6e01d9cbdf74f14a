import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { plainText } from '../base/plainText.ts';
import type { Log } from './log.ts';
import { texts } from './texts.ts';

/** Shows what exec plugins print for the person while they run: an address to open, a code to enter. */
export interface SignInNotices extends Disposable {
  add(line: string): void;
}

/** Lines that come together are one message. */
const gatherMs = 250;
const mostLines = 10;

/** Makes notices that gather lines which come together into one message; the log has the rest. */
export function createSignInNotices(log: Log): SignInNotices {
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  const show = (): void => {
    timer = undefined;
    const text = lines.map((line) => plainText(line, 500)).join(' ');
    lines = [];
    void offer(texts.signInNotice(text), log);
  };

  return {
    add(line) {
      if (lines.length < mostLines) lines.push(line);
      timer ??= setTimeout(show, gatherMs);
    },
    dispose: () => clearTimeout(timer),
  };
}

async function offer(message: string, log: Log): Promise<void> {
  const showLogs = texts.actions.showLogs();
  if ((await vscode.window.showInformationMessage(message, showLogs)) === showLogs) log.show();
}
