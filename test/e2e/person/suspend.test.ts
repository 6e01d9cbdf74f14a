import { afterAll, beforeAll, expect, test } from 'vitest';
import { suspendAnnotations } from '../../../src/flux/suspension.ts';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { ask, until } from './ask.ts';
import { fluxPath, getFlux, kustomization } from './objects.ts';
import { fleetWindow, useWindow } from './windows.ts';

const code = useWindow(fleetWindow);
const access = sharedAccess();
const name = 'e2e-pause';

/** Which row of the tree the Kustomization has. A row takes the place of its new state a second after it has it. */
const place = async (row: string): Promise<number> =>
  (await code().tree.rows()).findIndex(({ label }) => label.startsWith(`Kustomization ${row}, `));

beforeAll(async () => {
  await access.apply([kustomization(name)]);
  await until(async () => (await place(name)) > (await place('infra')));
});
afterAll(() => access.request('DELETE', fluxPath('Kustomization', 'shop', name)));

test('Suspend asks why, notes it on the object, and the row says it', async () => {
  const { tree, quick, messages } = code();
  await tree.choose(`Kustomization ${name}`, 'Suspend...');
  await expect.poll(() => quick.prompt()).toContain(`Why is Kustomization shop/${name} suspended?`);
  await quick.type('migration of the database');
  await quick.accept();
  await messages.notification(`Kustomization shop/${name} suspended.`).waitFor();
  const { spec, metadata } = await getFlux(access, 'Kustomization', 'shop', name);
  expect(spec.suspend).toBe(true);
  expect(metadata.annotations).toMatchObject({
    [suspendAnnotations.reason]: 'migration of the database',
    [suspendAnnotations.by]: 'admin',
    [suspendAnnotations.at]: expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/) as string,
  });
  const row = tree.row(`Kustomization ${name}`);
  await expect
    .poll(() => row.getAttribute('aria-label'))
    .toMatch(/, Suspended, suspended for \d+ (s|min), by admin: migration of the database$/);
  await until(async () => (await place(name)) < (await place('infra')));
});

test('Escape at the question suspends nothing', async () => {
  const { tree, quick } = code();
  const mark = await access.audit.mark();
  await tree.choose('Kustomization infra', 'Suspend...');
  await expect.poll(() => quick.prompt()).toContain('Why is Kustomization flux-system/infra suspended?');
  await quick.dismiss();
  expect((await getFlux(access, 'Kustomization', 'flux-system', 'infra')).spec.suspend).toBeUndefined();
  expect((await access.audit.requests(mark)).map(({ verb }) => verb)).not.toContain('patch');
});

test('Resume from the palette offers what is suspended, and clears the note', async () => {
  const { tree, quick, messages } = code();
  await ask(code(), 'Flux: Resume', 'Resume which objects?');
  await expect
    .poll(async () => (await quick.items()).map((item) => item.split(',')[0]).sort())
    .toEqual([`Kustomization/${name}`, 'Kustomization/legacy']);
  await quick.pick(`Kustomization/${name}`);
  await messages.notification(`Kustomization shop/${name} resumed.`).waitFor();
  const { spec, metadata } = await getFlux(access, 'Kustomization', 'shop', name);
  expect(spec.suspend).toBeUndefined();
  expect(Object.keys(metadata.annotations ?? {}).filter((key) => key.startsWith('sluice.dev/'))).toEqual([]);
  await tree.row(new RegExp(`^Kustomization ${name}, namespace shop, Ready`)).waitFor();
});
