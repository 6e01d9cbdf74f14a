import { expect, test } from 'vitest';
import { folderChoices, withFolder } from '../../../../src/ui/commands/folderChoices.ts';

const shown = (...[facts]: Parameters<typeof folderChoices>): readonly string[] =>
  folderChoices(facts).map(({ action, folder = '', fits, isCurrent }) =>
    [action, folder, ...(fits ? ['fits'] : []), ...(isCurrent ? ['chosen'] : [])].join(' ').trim(),
  );

test('folders that fit come before repositories, each once', () => {
  expect(shown({ fitting: ['/fleet/deploy', '/fleet'], roots: ['/fleet', '/lib'], current: undefined })).toEqual([
    'use /fleet/deploy fits',
    'use /fleet fits',
    'use /lib',
    'browse',
  ]);
});

test('what was chosen is there to see and to forget, wherever it lies', () => {
  expect(shown({ fitting: [], roots: ['/fleet'], current: '/elsewhere' })).toEqual([
    'use /fleet',
    'use /elsewhere chosen',
    'browse',
    'forget',
  ]);
});

test('a folder is remembered for one source, replaced and forgotten', () => {
  const one = withFolder({ 'Bucket x': '/x' }, 'OCIRepository oci://a', '/fleet');
  expect(one).toEqual({ 'Bucket x': '/x', 'OCIRepository oci://a': '/fleet' });
  expect(withFolder(one, 'OCIRepository oci://a', '/lib')).toEqual({
    'Bucket x': '/x',
    'OCIRepository oci://a': '/lib',
  });
  expect(withFolder(one, 'OCIRepository oci://a', undefined)).toEqual({ 'Bucket x': '/x' });
});
