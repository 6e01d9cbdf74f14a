import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outageCauses } from '../../../src/network/outageCause.ts';
import { publicCommands } from '../../../src/ui/commands/table.ts';
import { changesStates } from '../../../src/ui/changes/comparison.ts';
import { stagesViewStates } from '../../../src/ui/stages/stagesViewState.ts';
import { defaultSettings } from '../../../src/ui/settingDefaults.ts';
import { viewStates } from '../../../src/ui/viewState.ts';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: unknown;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>>;
    };
  };
}

const root = join(import.meta.dirname, '..', '..', '..');
const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Readonly<Record<string, string>>;
const { contributes } = manifest;
const welcomeOf = (view: string) => contributes.viewsWelcome.filter((one) => one.view === view);

describe('package.json', () => {
  it('contributes exactly the commands of the table, in the category Flux', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual([...publicCommands].sort());
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Flux']));
  });

  it('uses in menus and welcome texts only commands that exist', () => {
    const known = new Set<string>(publicCommands);
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
    const inTexts = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...(nls[contents.slice(1, -1)] ?? '').matchAll(/command:(sluice\.\w+)/g)].map(([, id]) => id ?? ''),
    );
    expect([...inMenus, ...inTexts].filter((command) => !known.has(command))).toEqual([]);
  });

  // VS Code takes a condition that it cannot read for none, and always shows what stands under it.
  it('negates a match as VS Code does', () => {
    const conditions = [...text.matchAll(/"when": "([^"]*)"/g)].map(([, condition]) => condition ?? '');
    expect(conditions.filter((condition) => condition.includes('!~'))).toEqual([]);
  });

  it('has a welcome text for every state of the view but the tree', () => {
    const stated = welcomeOf('sluice.cluster').map(({ when }) => /^sluice\.view == (\w+)/.exec(when)?.[1]);
    expect(new Set(stated)).toEqual(new Set(viewStates.filter((state) => state !== 'tree')));
  });

  it('has a welcome text for every state of the view "Changes" but its rows', () => {
    const stated = welcomeOf('sluice.changes').map(({ when }) => /^sluice\.changes == (\w+)/.exec(when)?.[1]);
    expect(new Set(stated)).toEqual(new Set(changesStates.filter((state) => state !== 'rows')));
  });

  it('has a welcome text for every state of the view "Stages" but its rows, and what is wrong with its file', () => {
    const stated = welcomeOf('sluice.stages').map(({ when }) => /^sluice\.stages == (\w+)$/.exec(when)?.[1]);
    expect(stated).toEqual(stagesViewStates.filter((state) => state !== 'rows' && state !== 'broken'));
  });

  it('has a welcome text for every cause of an outage', () => {
    const causes = welcomeOf('sluice.cluster').flatMap(
      ({ when }) => /^sluice\.view == unreachable && sluice\.cause == (\w+)$/.exec(when)?.[1] ?? [],
    );
    expect(causes).toEqual(outageCauses);
  });

  it('has a text for every placeholder, and no text without one', () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    expect([...new Set(used)].sort()).toEqual(Object.keys(nls).sort());
  });

  it('keeps every writing command from the palette while read-only', () => {
    const palette = contributes.menus['commandPalette'] ?? [];
    for (const id of ['reconcile', 'reconcileWithSource', 'reconcileFailed', 'suspend', 'resume', 'promote']) {
      expect(palette.find(({ command }) => command === `sluice.${id}`)?.when).toContain('!sluice.readOnly');
    }
  });

  it('offers no dry run where it is switched off', () => {
    const items = Object.entries(contributes.menus).flatMap(([, entries]) => entries);
    for (const id of ['diff', 'diffUncommitted', 'showDrift']) {
      const offered = items.filter(({ command }) => command === `sluice.${id}`);
      expect(offered.filter(({ when }) => when?.includes('config.sluice.allowDryRun') !== true)).toEqual([]);
      expect(offered.length).toBeGreaterThan(0);
    }
  });

  it('declares exactly the settings of the code, with the same defaults', () => {
    const { properties } = contributes.configuration;
    const declared = Object.entries(properties).map(([name, { default: value }]) => [
      name.replace('sluice.', ''),
      value,
    ]);
    expect(Object.fromEntries(declared)).toEqual(defaultSettings);
  });

  it('lets no repository lower a protection or choose what runs', () => {
    const { properties } = contributes.configuration;
    expect(properties['sluice.readOnly']?.scope).toBe('application');
    expect(properties['sluice.protectedContexts']?.scope).toBe('application');
    expect(properties['sluice.allowDryRun']?.scope).toBe('application');
    // Where tokens go, and whom to trust there.
    expect(properties['sluice.forges']?.scope).toBe('application');
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('sluice.kubeconfig');
  });

  it('is activated in every window, which connecting when a workspace opens needs', () => {
    expect(manifest.activationEvents).toEqual(['onLanguage:yaml', 'onStartupFinished']);
  });

  it('runs where the cluster is reached from, on the floor that its types describe', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.engines.vscode).toBe('^1.105.0');
    expect(manifest.devDependencies['@types/vscode']).toMatch(/^~?1\.105\.\d+$/);
    expect(manifest.dependencies).toBeUndefined();
  });
});
