import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { fluxPath, kustomization } from './objects.ts';
import { fleetWindow, useWindow } from './windows.ts';

describe('the hover of a row', () => {
  const code = useWindow(fleetWindow);

  test('tells what, from where, and every condition with its message', async () => {
    const text = await code().tree.hover('Kustomization gateway', /Ready: False/);
    expect(text).toContain('Kustomization payments/gateway · Failed');
    expect(text).toMatch(/Source\s+GitRepository\/flux-system\/flux-system/);
    expect(text).toMatch(/Path\s+\.\/payments\/gateway/);
    expect(text).toMatch(/Ready: False ReconciliationFailed · \d+ \w+/);
    expect(text).toContain('spec.ports: Required value');
  });

  test('its source is a link to the row of the source', async () => {
    const { page, tree } = code();
    await tree.hover('Kustomization infra', /flux-system\/infra/);
    await page
      .locator('.monaco-hover:visible')
      .getByRole('link', { name: 'GitRepository/flux-system/flux-system' })
      .click();
    await expect.poll(() => tree.row('GitRepository flux-system').getAttribute('aria-selected')).toBe('true');
  });

  describe('with hostile words from the cluster', () => {
    const access = sharedAccess();
    const name = 'e2e-hostile';
    const hostile =
      '[x](command:workbench.action.quit) <a href="https://evil.test">b</a> $(bug) https://evil.test www.evil.test ![p](https://evil.test/p.png)';
    /** As plainText has it: no link is left for notifications to render. */
    const tamed = hostile.replaceAll('](', '] (');

    beforeAll(async () => {
      const annotations = { 'sluice.dev/suspend-reason': hostile, 'sluice.dev/suspended-at': new Date().toISOString() };
      const object = kustomization(name, { suspend: true, path: `./${hostile}` }, annotations);
      await access.request('POST', `${fluxPath('Kustomization', 'shop', '')}?fieldManager=sluice`, object);
      const condition = {
        type: 'Ready',
        status: 'False',
        reason: 'Hostile',
        message: hostile,
        lastTransitionTime: '2026-01-02T03:04:05Z',
      };
      const status = { conditions: [condition], lastAttemptedRevision: `main/${hostile}@sha1:0123456789abcdef` };
      await access.request('PATCH', `${fluxPath('Kustomization', 'shop', name)}/status`, { status });
    });
    afterAll(() => access.request('DELETE', fluxPath('Kustomization', 'shop', name)));

    test('holds no link but the one to the source, and no picture', async () => {
      const { page, tree } = code();
      await tree.row(`Kustomization ${name}`).waitFor();
      const text = await tree.hover(`Kustomization ${name}`, /Ready: False Hostile/);
      expect(text.split(tamed).length - 1, 'as plain text: path, revision, reason, message').toBe(4);
      const shown = page.locator('.monaco-hover:visible');
      expect(await shown.getByRole('link').allInnerTexts()).toEqual(['GitRepository/flux-system/flux-system']);
      expect(await shown.locator('a, img, .codicon').count()).toBe(1);
    });

    test('the row shows them as they are', async () => {
      const row = code().tree.row(`Kustomization ${name}`);
      expect(await row.innerText()).toContain('[x] (command:workbench.action.quit)');
      expect(await row.locator('.codicon-bug').count()).toBe(0);
    });
  });
});
