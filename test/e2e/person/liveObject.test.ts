import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { until } from './ask.ts';
import { fluxPath, kustomization } from './objects.ts';
import { fleetWindow, useWindow } from './windows.ts';

const name = 'e2e-live';
const path = fluxPath('Kustomization', 'shop', name);

describe('the document of a live object', () => {
  const code = useWindow(fleetWindow);
  const access = sharedAccess();
  const text = async (): Promise<string> => (await code().editor()).text;

  beforeAll(async () => {
    await access.apply([kustomization(name, { suspend: true })]);
    // A click may hit the row that has just made place for this one.
    const tab = code().page.locator('.tab.active', { hasText: `${name}.yaml` });
    await until(async () => {
      await code().tree.click(`Kustomization ${name}`);
      return tab.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
  });
  afterAll(() => access.request('DELETE', path).catch(() => undefined));

  test('shows the object in the language Flux Object, without managedFields', async () => {
    await expect.poll(text).toContain(`name: ${name}`);
    expect(await text()).toContain('kind: Kustomization');
    expect(await text()).not.toContain('managedFields');
    expect(await code().page.locator('[id="status.editor.mode"]').innerText()).toBe('Flux Object');
    const { metadata } = await access.request<{ metadata: object }>('GET', path);
    expect(metadata, 'the cluster has what is left out').toHaveProperty('managedFields');
  });

  test('cannot be edited', async () => {
    const { page } = code();
    const before = await text();
    await page.locator('.editor-group-container.active .view-lines').first().click();
    await page.keyboard.type('x');
    await page.getByRole('paragraph').filter({ hasText: 'Cannot edit in read-only editor' }).waitFor();
    expect(await text()).toBe(before);
  });

  test('follows the object', async () => {
    await access.request('PATCH', path, { metadata: { labels: { seen: 'at-once' } } });
    await expect.poll(text).toContain('seen: at-once');
  });

  test('says when the object is gone', async () => {
    await access.request('DELETE', path);
    await expect.poll(text).toContain('# This object is no longer in the cluster.');
  });
});
