import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { fleet } from '../../fixtures/fleet.ts';
import { ask } from './ask.ts';
import { readKubeconfig } from './contexts.ts';
import { findFile } from './files.ts';
import { fleetWindow, useWindow } from './windows.ts';

const code = useWindow(fleetWindow);

describe('the filter', () => {
  const hides = () => code().page.getByText(/objects are hidden by the filter/);
  afterEach(async () => {
    if (!(await hides().isVisible())) return;
    await code().quick.runCommand('Flux: Clear Filter');
    await hides().waitFor({ state: 'hidden' });
  });

  /** The objects of the rows that are shown, as `Kind name`. */
  async function shown(): Promise<readonly string[]> {
    const rows = await code().tree.rows();
    return rows
      .filter(({ level }) => level === 2)
      .map(({ label }) => label.split(',')[0] ?? '')
      .sort();
  }

  const names = (accepts: (object: (typeof fleet)[number]) => boolean): readonly string[] =>
    fleet
      .filter(accepts)
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort();

  test('shows what fails, says how much it hides, and is cleared in the title', async () => {
    const { page, quick, tree } = code();
    const before = await shown();
    await tree.clickTitleAction('Filter...');
    await expect.poll(() => quick.prompt()).toContain('Filter the tree');
    await quick.pick('Failing');
    await expect.poll(shown).toEqual(names(({ health }) => health === 'failed'));
    const hidden = fleet.filter(({ health }) => health !== 'failed').length;
    await page.getByText(`${hidden} objects are hidden by the filter.`).waitFor();
    await tree.row('Kustomizations, 3 failing of 13 · 10 hidden').waitFor();
    await tree.clickTitleAction('Clear Filter');
    await expect.poll(shown).toEqual(before);
    await hides().waitFor({ state: 'hidden' });
  });

  test('shows one namespace', async () => {
    const { quick } = code();
    await ask(code(), 'Flux: Filter...', 'Filter the tree');
    await quick.pick('In a namespace...');
    await expect.poll(() => quick.items()).toEqual(['All namespaces', 'flux-system', 'payments', 'shop']);
    await quick.pick('payments');
    await expect.poll(shown).toEqual(names(({ namespace }) => namespace === 'payments'));
    await hides().waitFor();
  });

  test('shows what contains a text, a message too', async () => {
    const { quick } = code();
    await ask(code(), 'Flux: Filter...', 'Filter the tree');
    await quick.pick('By text...');
    await expect.poll(() => quick.prompt()).toContain('Name, namespace, kind or message contains');
    await quick.type('authentication required');
    await quick.accept();
    await expect.poll(shown).toEqual(['GitRepository shop-config']);
    await hides().waitFor();
  });

  test('that lets nothing through says so and offers to clear it', async () => {
    const { quick, tree } = code();
    await ask(code(), 'Flux: Filter...', 'Filter the tree');
    await quick.pick('By text...');
    await expect.poll(() => quick.prompt()).toContain('Name, namespace');
    await quick.type('no-such-thing');
    await quick.accept();
    await expect
      .poll(() => tree.welcome())
      .toEqual({ text: 'No object passes the filter.', buttons: ['Clear Filter', 'Change Filter'] });
    await tree.clickWelcome('Clear Filter');
    await tree.row('Kustomizations').waitFor();
  });
});

test('Copy Name copies namespace and name', async () => {
  const { page, tree } = code();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await tree.choose('Kustomization infra', 'Copy Name');
  await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toBe('flux-system/infra');
});

test('the log tells what happened, and holds no token', async () => {
  const { page, quick, scratch } = code();
  await quick.runCommand('Flux: Show Logs');
  await page.locator('.panel .view-line').first().waitFor();
  const [admin] = (await readKubeconfig(sharedAccess().kubeconfig('admin'))).users;
  const token = String(admin?.user['token']);
  const log = await readFile(await findFile(scratch, 'Sluice.log'), 'utf8');
  expect(log).toContain('Session: connected (demo-admin)');
  expect(token.length).toBeGreaterThan(20);
  expect(log).not.toContain(token);
  await quick.runCommand('View: Hide Panel');
});
