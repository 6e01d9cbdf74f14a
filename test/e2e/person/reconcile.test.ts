import { describe, expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { ask, runOn } from './ask.ts';
import { getFlux } from './objects.ts';
import { fleetWindow, useWindow } from './windows.ts';

const code = useWindow(fleetWindow);
const access = sharedAccess();

/** The token of the last request that a controller has handled. */
async function handled(kind: string, namespace: string, name: string): Promise<string | undefined> {
  return (await getFlux(access, kind, namespace, name)).status?.lastHandledReconcileAt;
}

describe('Reconcile from the palette', () => {
  test('offers what can be reconciled, failing first, and says what came of it', async () => {
    const { quick, messages } = code();
    const before = await handled('Kustomization', 'flux-system', 'infra');
    await ask(code(), 'Flux: Reconcile', 'Reconcile which objects?');
    expect((await quick.items())[0]).toMatch(/^Kustomization\/apps, flux-system, Failed · kustomize build failed/);
    await quick.type('legacy');
    await expect.poll(() => quick.items()).toEqual([expect.stringMatching(/^Kustomization\/warehouse, /)]);
    await quick.type('Kustomization/infra');
    await quick.pick('Kustomization/infra');
    await messages.notification(/Kustomization flux-system\/infra reconciled: main@[0-9a-f]{7}/).waitFor();
    expect(await handled('Kustomization', 'flux-system', 'infra')).not.toBe(before);
  });

  test('a failure is told in the words of the controller, and Show Details opens the object', async () => {
    const { messages, editor, page } = code();
    await runOn(code(), 'Flux: Reconcile', 'Kustomization/gateway');
    const failure = /Reconcile of Kustomization payments\/gateway failed: .*spec\.ports: Required value/;
    await messages.notification(failure).waitFor();
    expect(await messages.notification(failure).locator('.codicon-error').count()).toBe(1);
    await messages.clickNotification(failure, 'Show Details');
    await page.locator('.tab.active', { hasText: 'gateway.yaml' }).waitFor();
    await expect.poll(async () => (await editor()).text).toContain('name: gateway');
  });

  test('with the source reconciles the source first', async () => {
    const { messages } = code();
    const before = [
      await handled('GitRepository', 'flux-system', 'flux-system'),
      await handled('Kustomization', 'flux-system', 'infra'),
    ];
    await runOn(code(), 'Flux: Reconcile with Source', 'Kustomization/infra');
    await messages.notification(/Kustomization flux-system\/infra reconciled: main@[0-9a-f]{7}/).waitFor();
    const [source = '', object = ''] = [
      await handled('GitRepository', 'flux-system', 'flux-system'),
      await handled('Kustomization', 'flux-system', 'infra'),
    ];
    expect(source).not.toBe(before[0]);
    expect(object).not.toBe(before[1]);
    expect(Date.parse(source)).toBeLessThan(Date.parse(object));
  });
});

describe('Reconcile from the tree', () => {
  test('by the icon of a row', async () => {
    const { tree, messages } = code();
    const before = await handled('OCIRepository', 'shop', 'storefront');
    await tree.row('OCIRepository storefront').hover();
    await tree.row('OCIRepository storefront').getByRole('button', { name: 'Reconcile' }).click();
    await messages.notification('OCIRepository shop/storefront reconciled: 2.1.0@').waitFor();
    expect(await handled('OCIRepository', 'shop', 'storefront')).not.toBe(before);
  });

  test('of several rows by the menu', async () => {
    const { tree, messages } = code();
    await tree.click('Kustomization infra');
    await tree.click('Kustomization flux-system', ['Control']);
    await tree.click('Kustomization ledger', ['Control']);
    await tree.choose('Kustomization ledger', 'Reconcile');
    await messages
      .notification('2 reconciled, 1 failed or waiting, the first of them Kustomization payments/ledger: ')
      .waitFor();
    await messages.clickNotification('2 reconciled', 'Show Details');
    await code().page.locator('.tab.active', { hasText: 'ledger.yaml' }).waitFor();
  });

  test('is not offered where it would be refused', async () => {
    const { tree, page } = code();
    for (const [row, entries] of [
      [
        'Kustomization legacy',
        [
          'Diff Against Cluster',
          'Show Drift',
          'Preview Build',
          'Roll Back...',
          'Open Live Object',
          'Go to Manifest',
          'Choose Folder for Source...',
          'Resume',
          'Copy Name',
        ],
      ],
      ['HelmRepository stable', ['Open Live Object', 'Go to Manifest', 'Suspend...', 'Copy Name']],
      ['Alert on-call', ['Open Live Object', 'Go to Manifest', 'Suspend...', 'Copy Name']],
    ] as const) {
      const offered = await tree.openMenu(row);
      // What follows finds no open menu, whatever this one holds.
      await page.keyboard.press('Escape');
      expect(offered, row).toEqual(entries);
    }
  });
});
