import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Cluster } from '../../cluster/cluster.ts';
import { startCluster } from '../../cluster/startCluster.ts';
import { openVsCode } from '../harness/openVsCode.ts';
import { fluxPath, kustomization, setReady } from './objects.ts';
import { useWindow } from './windows.ts';

/** A cluster that may be broken, without controllers: nothing handles a request, and statuses are the test's own. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ forge: false, controllers: 'none' });
  const ready = { status: 'True', reason: 'ReconciliationSucceeded', message: 'Applied revision' } as const;
  for (const name of ['one', 'two']) {
    await cluster.apply([kustomization(name)]);
    await setReady(cluster, fluxPath('Kustomization', 'shop', name), ready);
  }
  await cluster.stopApiServer();
});
const code = useWindow(() => openVsCode(inject('vsCode'), { kubeconfig: cluster.kubeconfig('admin') }));
afterAll(async () => {
  await code().close();
  await cluster.stop();
});

const stale = /^Connection lost, next try in \d+ s\. Shown is what was known before\. Cause: .* refused the connection/;

test('a server that is away from the start is told so, and Try Now tries', async () => {
  const { tree, messages, screenshot } = code();
  await tree.open();
  await expect
    .poll(() => tree.welcome())
    .toEqual({
      text: 'The server refused the connection. Is it running?\nSluice keeps trying.',
      buttons: ['Try Now', 'Select Context', 'Show Logs'],
    });
  expect((await messages.statusBar())?.text).toBe('demo-admin  reconnecting...');
  await screenshot('welcome-unreachable');
  await cluster.startApiServer();
  // It may come back by itself in the same moment.
  await Promise.race([tree.clickWelcome('Try Now'), tree.row('Kustomizations').waitFor()]);
  await tree.expand('Kustomizations');
  await tree.row(/^Kustomization one, namespace shop, Ready/).waitFor();
});

test('while the server is away the tree stays, marked as what was known, with the cause and a countdown', async () => {
  const { tree, page, messages, screenshot } = code();
  const rows = await tree.rows();
  await cluster.stopApiServer();
  const message = page.getByText(stale);
  await message.waitFor();
  await screenshot('outage');
  const first = await message.innerText();
  await expect.poll(() => message.innerText(), { message: 'it counts down' }).not.toBe(first);
  expect((await tree.rows()).map(({ label }) => label.split(', ')[0])).toEqual(
    rows.map(({ label }) => label.split(', ')[0]),
  );
  expect((await messages.statusBar())?.text).toBe('demo-admin  reconnecting...');
});

test('back again, the tree is live without a click', async () => {
  const { tree, page, messages, quick } = code();
  await quick.runCommand('Flux: Try Now');
  await page.getByText(stale).waitFor();
  await cluster.startApiServer();
  await page.getByText(stale).waitFor({ state: 'hidden' });
  const missing = { status: 'False', reason: 'BuildFailed', message: 'no such folder' } as const;
  await setReady(cluster, fluxPath('Kustomization', 'shop', 'two'), missing);
  await tree.row(/^Kustomization two, namespace shop, Failed, no such folder/).waitFor();
  await expect.poll(async () => (await messages.statusBar())?.text).toBe('demo-admin  1 failing');
});

test('a reconcile that nobody handles can be cancelled', async () => {
  const { tree, messages } = code();
  await tree.choose('Kustomization one', 'Reconcile');
  await messages.notification('Reconciling Kustomization shop/one').waitFor();
  await messages.clickNotification('Reconciling Kustomization shop/one', 'Cancel');
  await messages.notification('Reconciling Kustomization shop/one').waitFor({ state: 'detached' });
  expect(await messages.notifications()).toEqual([]);
});
