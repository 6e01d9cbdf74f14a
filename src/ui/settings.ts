import * as vscode from 'vscode';
import { validSetting, type Settings } from './settingDefaults.ts';

/** The current value of a setting; whatever cannot be one counts as its default. */
export function setting<K extends keyof Settings>(name: K): Settings[K] {
  return validSetting(name, vscode.workspace.getConfiguration('sluice').get(name));
}

/** Where a setting's value comes from: a workspace's settings came with a repository that somebody else wrote. */
export function isFromWorkspace(name: keyof Settings): boolean {
  const inspected = vscode.workspace.getConfiguration('sluice').inspect(name);
  return inspected?.workspaceValue !== undefined || inspected?.workspaceFolderValue !== undefined;
}

/** Runs `listener` when the value of one of the settings changed. */
export function onSettingsChange(names: readonly (keyof Settings)[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`sluice.${name}`))) listener();
  });
}
