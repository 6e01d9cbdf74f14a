import { afterEach, describe, expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { fluxPath, kustomization } from './objects.ts';
import { fleetWindow, useWindow } from './windows.ts';

const name = 'e2e-news';
const path = fluxPath('Kustomization', 'shop', name);

describe('without a refresh', () => {
  const code = useWindow(fleetWindow);
  const access = sharedAccess();
  afterEach(() => access.request('DELETE', path).catch(() => undefined));

  const badge = () =>
    code()
      .page.locator('.activitybar .action-item', { has: code().page.locator('[aria-label^="Flux"]') })
      .locator('.badge-content')
      .innerText();

  test('a row comes, changes and goes with its object', async () => {
    const row = code().tree.row(`Kustomization ${name}`);
    await access.apply([kustomization(name, { suspend: true })]);
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/, Suspended, suspended for at least/);
    await access.request('PATCH', path, { spec: { suspend: false } });
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/, Ready, main@[0-9a-f]{7}/);
    await access.request('DELETE', path);
    await row.waitFor({ state: 'detached' });
  });

  test('selection and expansion stay as the person left them', async () => {
    const { tree } = code();
    await tree.click('Kustomization infra');
    await tree.collapse('Sources');
    await access.apply([kustomization(name, { path: './nowhere' })]);
    await tree.row(new RegExp(`^Kustomization ${name}, namespace shop, Failed`)).waitFor();
    expect(await tree.row('Kustomization infra').getAttribute('aria-selected')).toBe('true');
    expect(await tree.row('Sources').getAttribute('aria-expanded')).toBe('false');
    expect(await tree.row('Helm Releases').getAttribute('aria-expanded')).toBe('true');
    await tree.expand('Sources');
  });

  test('a failure raises badge, status bar and alarm while the view is hidden, and shown again it is current', async () => {
    const { tree, messages, page } = code();
    const alarm = page.locator('.statusbar-item[id^="sluice.sluice"].error-kind');
    expect(await badge()).toBe('6');
    expect(await alarm.count()).toBe(0);
    await page
      .locator('.activitybar')
      .getByRole('tab', { name: /^Explorer/ })
      .click();
    await access.apply([kustomization(name, { path: './nowhere' })]);
    await expect.poll(badge).toBe('7');
    expect((await messages.statusBar())?.label).toBe('Flux, demo-admin: 7 failing');
    await alarm.waitFor();

    await tree.open();
    await tree.row(new RegExp(`^Kustomization ${name}, namespace shop, Failed`)).waitFor();
    await tree.row('Kustomizations, 4 failing of 14').waitFor();
    await alarm.waitFor({ state: 'detached' });
    await access.request('DELETE', path);
    await expect.poll(badge).toBe('6');
  });
});
