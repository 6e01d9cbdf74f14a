import { afterAll, describe, expect, test } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { fleet } from '../../fixtures/fleet.ts';
import { contexts, selectContext } from './contexts.ts';
import { contextsWindow, useWindow } from './windows.ts';

const code = useWindow(contextsWindow);
const access = sharedAccess();

/** The writes that clients sent since `mark`. */
async function writes(mark: number): Promise<readonly string[]> {
  const requests = await access.audit.requests(mark);
  return requests.filter(({ verb }) => verb === 'patch').map(({ user, name }) => `${user} ${name}`);
}

test('an account that may only read is told so before anything is tried', async () => {
  const { tree, messages } = code();
  await selectContext(code(), contexts.viewer);
  const mark = await access.audit.mark();
  await tree.choose('Kustomization infra', 'Reconcile');
  const sentence = 'Reconcile of Kustomization flux-system/infra is not permitted: viewer may not patch it.';
  await messages.notification(sentence).waitFor();
  expect(await writes(mark)).toEqual([]);
});

test('an account without rights is told so, and may name namespaces', async () => {
  const { tree, quick, screenshot } = code();
  await selectContext(code(), contexts.nobody);
  await expect
    .poll(() => tree.welcome())
    .toEqual({
      text: 'You may not list Flux objects in all namespaces of this cluster. Tell which ones to look at.',
      buttons: ['Choose Namespaces', 'Select Context'],
    });
  await screenshot('welcome-forbidden');
  await tree.clickWelcome('Choose Namespaces');
  await expect.poll(() => quick.prompt()).toContain('separated by commas');
});

test('an account of one namespace sees what is in it, and reconciles there', async () => {
  const { tree, messages } = code();
  await selectContext(code(), contexts.tenant);
  const inShop = fleet.filter(({ kind, namespace }) => kind === 'Kustomization' && namespace === 'shop');
  await tree.row(new RegExp(`^Kustomizations, .* ${inShop.length}$`)).waitFor();
  await tree.expand('Kustomizations');
  const shown = async (): Promise<readonly string[]> =>
    (await tree.rows()).flatMap(({ label }) => /^Kustomization ([\w-]+), namespace \w+/.exec(label)?.[0] ?? []).sort();
  await expect.poll(shown).toEqual(inShop.map(({ name }) => `Kustomization ${name}, namespace shop`).sort());
  const mark = await access.audit.mark();
  await tree.choose('Kustomization staging', 'Reconcile');
  await messages.notification(/Kustomization shop\/staging reconciled: main@/).waitFor();
  expect(await writes(mark)).toContain('tenant staging');
});

describe('a protected context', () => {
  const question = 'Reconcile Kustomization flux-system/infra in shop-production?';
  test('asks once more, naming context and object, and no means no', async () => {
    await selectContext(code(), contexts.production);
    const { tree, messages, screenshot } = code();
    await tree.expand('Kustomizations');
    const mark = await access.audit.mark();
    await tree.choose('Kustomization infra', 'Reconcile');
    const { text, buttons } = await messages.dialog();
    expect(text).toContain(question);
    expect(text).toContain('"shop-production" is a protected context (setting "sluice.protectedContexts").');
    await screenshot('protected');
    expect(buttons).toEqual(['Cancel', 'Reconcile']);
    await messages.clickDialog('Cancel');
    expect(await writes(mark)).toEqual([]);
  });

  test('a yes does it', async () => {
    const { tree, messages } = code();
    await tree.choose('Kustomization infra', 'Reconcile');
    await messages.dialog();
    await messages.clickDialog('Reconcile');
    await messages.notification(/infra reconciled/).waitFor();
  });
});

describe('sluice.readOnly', () => {
  const enter = async (): Promise<void> => {
    await selectContext(code(), contexts.admin);
    const keys = [{ key: 'ctrl+alt+r', command: 'sluice.reconcile' }];
    await writeFile(join(code().scratch, 'user', 'User', 'keybindings.json'), JSON.stringify(keys));
    await code().changeSettings({ 'sluice.readOnly': true });
    await code().tree.open();
    await code().tree.expand('Kustomizations');
  };
  afterAll(() => code().changeSettings({ 'sluice.readOnly': false }));

  test('hides what writes', async () => {
    await enter();
    const { tree, page, quick } = code();
    const menu = async (): Promise<readonly string[]> => {
      const entries = await tree.openMenu('Kustomization infra');
      await page.keyboard.press('Escape');
      return entries;
    };
    await expect
      .poll(menu)
      .toEqual([
        'Diff Against Cluster',
        'Show Drift',
        'Preview Build',
        'Open Live Object',
        'Go to Manifest',
        'Choose Folder for Source...',
        'Copy Name',
      ]);
    await tree.row('Kustomization infra').hover();
    expect(await tree.row('Kustomization infra').getByRole('button').count()).toBe(0);
    await page.keyboard.press('F1');
    await quick.type('>Flux: ');
    await expect
      .poll(async () => (await quick.items()).filter((item) => item.startsWith('Flux: ')))
      .toContain('Flux: Copy Name');
    const offered = (await quick.items()).join('\n');
    expect(offered).not.toMatch(/Flux: (Reconcile|Suspend|Resume)/);
  });

  test('refuses what is asked all the same', async () => {
    const { page, quick, messages } = code();
    const mark = await access.audit.mark();
    await page.keyboard.press('Control+Alt+r');
    await expect.poll(() => quick.prompt()).toContain('Reconcile which objects?');
    await quick.type('Kustomization/infra');
    await quick.pick('Kustomization/infra');
    await messages
      .notification('The setting "sluice.readOnly" is on, so Sluice changes nothing in a cluster.')
      .waitFor();
    expect(await writes(mark)).toEqual([]);
  });
});
