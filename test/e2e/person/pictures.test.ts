import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { e2eArtifacts } from '../harness/prepare.ts';
import { themes, type Theme } from '../harness/userSettings.ts';
import { ask, runOn } from './ask.ts';
import { fleetWindow, tidy, useWindow } from './windows.ts';

const code = useWindow(fleetWindow);
const failure = /Reconcile of Kustomization payments\/gateway failed/;

beforeAll(async () => {
  await tidy(code());
  await code().quick.runCommand('View: Close All Editors');
  await widenSideBar(560);
  await code().tree.click('Kustomization apps');
  await code().page.locator('.tab.active', { hasText: 'apps.yaml' }).waitFor();
});
afterAll(() => code().setTheme('dark'));

test.each(Object.keys(themes) as Theme[])('pictures to look at in the theme %s', async (theme) => {
  const { tree, quick, messages, page, screenshot } = code();
  await code().setTheme(theme);
  await screenshot(`tree-${theme}`);
  await tree.hover('Kustomization gateway', /Ready: False/);
  await screenshot(`hover-${theme}`);
  await page.mouse.move(0, 0);
  await ask(code(), 'Flux: Reconcile', 'Reconcile which objects?');
  await screenshot(`pick-${theme}`);
  await quick.dismiss();
  await runOn(code(), 'Flux: Reconcile', 'Kustomization/gateway');
  await messages.notification(failure).waitFor();
  await messages.notification('Reconciling').waitFor({ state: 'detached' });
  const picture = await screenshot(`notification-${theme}`);
  expect(picture).toContain(`notification-${theme}.png`);
});

test('the picture of the README', async () => {
  const { page, quick, tree, setTheme } = code();
  await setTheme('dark');
  await quick.runCommand('View: Close All Editors');
  await tidy(code());
  await tree.hover('Kustomization gateway', /Ready: False/);
  const picture = join(e2eArtifacts, 'readme.png');
  await page.screenshot({ path: picture, clip: { x: 0, y: 36, width: 1000, height: 640 } });
  expect((await stat(picture)).size).toBeLessThan(150_000);
  // Only on request, since a few of its pixels differ each time.
  if (process.env['SLUICE_PICTURE'] === '1') await copyFile(picture, join(root, 'media', 'tree.png'));
});

/** Drags the border between side bar and editor to `x`. */
async function widenSideBar(x: number): Promise<void> {
  const { page } = code();
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar.');
  const border = { x: box.x + box.width, y: box.y + box.height / 2 };
  await page.mouse.move(border.x, border.y);
  await page.mouse.down();
  await page.mouse.move(x, border.y, { steps: 5 });
  await page.mouse.up();
}
