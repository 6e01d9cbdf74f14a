import { expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { clickWhileVisible } from '../harness/pageElements.ts';
import { openFile } from './files.ts';
import { getFlux } from './objects.ts';
import { fleetWindow, useWindow } from './windows.ts';

const code = useWindow(fleetWindow);

const manifest = (apiVersion: string, kind: string, metadata: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n`;
const kustomize = 'kustomize.toolkit.fluxcd.io/v1';
const source = 'source.toolkit.fluxcd.io/v1';

/** Chooses an entry of the submenu "Flux" in the editor's context menu. */
async function chooseInEditor(entry: string): Promise<void> {
  const { page } = code();
  const item = (name: string) =>
    page.locator(`.monaco-menu .action-item:not(.disabled) .action-label[aria-label="${name}"]`);
  await page.locator('.editor-group-container.active .view-line').first().click({ button: 'right' });
  await item('Flux').hover();
  await clickWhileVisible(item(entry));
}

test('the object that an open manifest declares is reconciled', async () => {
  const before = (await getFlux(sharedAccess(), 'Kustomization', 'shop', 'staging')).status?.lastHandledReconcileAt;
  await openFile(code(), 'staging.yaml', manifest(kustomize, 'Kustomization', '{ name: staging }'));
  await chooseInEditor('Reconcile');
  await code()
    .messages.notification(/Kustomization shop\/staging reconciled: main@/)
    .waitFor();
  const { status } = await getFlux(sharedAccess(), 'Kustomization', 'shop', 'staging');
  expect(status?.lastHandledReconcileAt).not.toBe(before);
});

test.each([
  [
    'suspended.yaml',
    manifest(kustomize, 'Kustomization', '{ name: legacy, namespace: shop }'),
    'Kustomization shop/legacy is suspended. Resume it first, then reconcile.',
  ],
  [
    'oci.yaml',
    manifest(source, 'HelmRepository', '{ name: stable, namespace: flux-system }'),
    'HelmRepository flux-system/stable has nothing to reconcile: Flux only reads it when something uses it.',
  ],
  [
    'elsewhere.yaml',
    manifest(kustomize, 'Kustomization', '{ name: nowhere, namespace: shop }'),
    'Kustomization shop/nowhere is not in demo-admin. Is it applied already, or to another cluster?',
  ],
  ['other.yaml', manifest('v1', 'ConfigMap', '{ name: shop }'), 'The document at the cursor declares no Flux object.'],
])('%s is refused with the reason', async (name, text, sentence) => {
  await openFile(code(), name, text);
  const mark = await sharedAccess().audit.mark();
  await chooseInEditor('Reconcile');
  await code().messages.notification(sentence).waitFor();
  expect(
    (await sharedAccess().audit.requests(mark)).filter(({ verb, user }) => verb === 'patch' && user === 'admin'),
  ).toEqual([]);
});

test('Open Live Object shows what the cluster has of it', async () => {
  await openFile(code(), 'live.yaml', manifest(kustomize, 'Kustomization', '{ name: production }'));
  await chooseInEditor('Open Live Object');
  await code().page.locator('.tab.active', { hasText: 'production.yaml' }).waitFor();
  await expect.poll(async () => (await code().editor()).text).toContain('namespace: shop');
});

test('an object of the tree leads to its manifest, and the manifest back to the tree', async () => {
  const { page, tree, editor } = code();
  await openFile(
    code(),
    'found/warehouse.yaml',
    `# Above\n---\n${manifest(kustomize, 'Kustomization', '{ name: warehouse, namespace: shop }')}`,
  );
  await openFile(code(), 'other.yaml', manifest('v1', 'ConfigMap', '{ name: other }'));
  await tree.choose('Kustomization warehouse', 'Go to Manifest');
  await page.locator('.tab.active', { hasText: 'warehouse.yaml' }).waitFor();
  expect((await editor()).text).toContain('# Above');
  await chooseInEditor('Show in Cluster');
  await expect.poll(() => tree.row('Kustomization warehouse').getAttribute('aria-selected')).toBe('true');
});

test('an object without a manifest here says why', async () => {
  const { tree, messages } = code();
  await tree.choose('Alert on-call', 'Go to Manifest');
  await messages.notification(/Alert .*on-call/).waitFor();
});
