import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Themes: VS Code's ids of them for the settings, their labels in its pick, the class that the workbench has in them. */
export const themes = {
  light: { id: 'Default Light Modern', label: 'Light Modern', mark: 'vs' },
  dark: { id: 'Default Dark Modern', label: 'Dark Modern', mark: 'vs-dark' },
  highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', mark: 'hc-black' },
} as const;
export type Theme = keyof typeof themes;

/** What keeps VS Code quiet: no welcome pages, no hints, no network of its own. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'window.restoreWindows': 'none',
  'update.mode': 'none',
};

export type Settings = Readonly<Record<string, unknown>>;

/** Writes the user's settings, beside those that keep VS Code quiet; code-server reads them when a window loads. */
export async function writeUserSettings(userDataDir: string, settings: Settings): Promise<void> {
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  await writeFile(join(userDataDir, 'User', 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
}
