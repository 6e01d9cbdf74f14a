import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { StatusParams } from '../../protocol/protocol.ts';
import { texts } from '../texts.ts';
import { writtenSchemes } from './gate.ts';

/** Says beside the language of a YAML file by what Sluice judges it. */
export interface StatusItem extends Disposable {
  show(status: StatusParams): void;
  /** No server runs: nothing is judged. */
  showNone(): void;
}

/** Makes the item; it is seen while a YAML file is. */
export function createStatusItem(): StatusItem {
  const selector = writtenSchemes.map((scheme) => ({ language: 'yaml', scheme }));
  const item = vscode.languages.createLanguageStatusItem('sluice.schemas', selector);
  item.name = texts.languageStatus();
  const change = {
    title: texts.actions.change(),
    command: 'workbench.action.openSettings',
    arguments: ['@ext:sluice.sluice version'],
  };
  return {
    show({ state, files, capped, schemas }) {
      item.busy = state === 'reading';
      item.text = schemas.join(', ');
      item.detail = capped ? texts.filesCapped(files) : texts.filesKnown(files);
      item.severity = vscode.LanguageStatusSeverity[capped ? 'Warning' : 'Information'];
      item.command = change;
    },
    showNone() {
      item.busy = false;
      item.text = texts.serverStopped();
      item.detail = '';
      item.severity = vscode.LanguageStatusSeverity.Error;
      item.command = { title: texts.actions.restart(), command: 'sluice.restartLanguageServer' };
    },
    dispose: () => void item.dispose(),
  };
}
