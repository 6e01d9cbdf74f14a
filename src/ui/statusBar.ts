import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { SessionState } from '../cluster/session/sessionState.ts';
import type { HealthCounts } from '../tree/standing.ts';
import { escapeIcons, plainText } from '../base/plainText.ts';
import { isProtected } from './protect.ts';
import { setting } from './settings.ts';

/** What the status bar item says. */
export interface StatusFacts {
  readonly state: SessionState;
  readonly counts: HealthCounts;
  /** Something began to fail since the person last looked. */
  readonly alarming: boolean;
}

/** The status bar item: context and counts, and by a click the failing objects. */
export interface StatusBar extends Disposable {
  show(facts: StatusFacts): void;
}

/** Makes the item, hidden until a state names a context. */
export function createStatusBar(): StatusBar {
  const item = vscode.window.createStatusBarItem('sluice.status', vscode.StatusBarAlignment.Left, 20);
  item.name = 'Flux';
  item.command = 'sluice.showFailing';
  return {
    show({ state, counts, alarming }) {
      if (!('context' in state)) {
        item.hide();
        return;
      }
      const words = statusWords(state, counts);
      const shield = isProtected(state.context, setting('protectedContexts'));
      const context = plainText(state.context, 40);
      item.text = `$(${shield ? 'shield' : 'layers'}) ${escapeIcons(context)}  ${escapeIcons(words)}`;
      item.accessibilityInformation = { label: `Flux, ${context}: ${words}` };
      item.tooltip = tooltip(state, words, shield);
      item.backgroundColor = background(shield, alarming && counts.failing > 0);
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

function statusWords(state: Extract<SessionState, { context: string }>, { failing, total }: HealthCounts): string {
  switch (state.phase) {
    case 'connecting':
      return vscode.l10n.t('connecting...');
    case 'degraded':
      return vscode.l10n.t('reconnecting...');
    case 'dormant':
      return state.reason === 'authentication' ? vscode.l10n.t('sign-in needed') : vscode.l10n.t('not connected');
    case 'connected':
      if (failing > 0) return vscode.l10n.t('{0} failing', failing);
      return total > 0 ? vscode.l10n.t('ok') : vscode.l10n.t('nothing to show');
  }
}

function tooltip(state: SessionState, words: string, shield: boolean): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText('context' in state ? `${state.context}: ${words}` : words);
  if ('failure' in state) text.appendText(`\n${plainText(state.failure.message, 300)}`);
  if (shield) text.appendText(`\n${vscode.l10n.t('Protected: every change is confirmed once more.')}`);
  return text;
}

function background(shield: boolean, alarming: boolean): vscode.ThemeColor | undefined {
  if (alarming) return new vscode.ThemeColor('statusBarItem.errorBackground');
  return shield ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
}
