import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { writeFolder } from '../files.ts';
import { gitRepository, kustomization } from '../texts.ts';
import { startForTest } from './startForTest.ts';

const files = {
  'clusters/apps.yaml': kustomization('apps'),
  'clusters/sources.yaml': `# What is applied\n---\n${gitRepository}`,
  'deploy/apps/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
  'deploy/apps/web.yaml': kustomization('web'),
  'other/web.yaml': kustomization('web'),
};
const flux = 'kustomize.toolkit.fluxcd.io/Kustomization';

async function started() {
  const folder = await writeFolder(files);
  const client = await startForTest({ folders: [folder] });
  const ask = (method: string, params: object): Promise<unknown> => client.connection.sendRequest(method, params);
  return { folder, client, ask, uri: (path: string) => pathToFileURL(`${folder}/${path}`).href };
}

test('an object of the cluster is found in the files, without any document open', async () => {
  const { ask, uri, folder } = await started();
  const places = async (object: string, ...folders: readonly string[]) =>
    ask('sluice/whereDeclared', { object, folders });
  const range = (line: number, end: number) => ({ start: { line, character: 8 }, end: { line, character: end } });
  expect(await places('source.toolkit.fluxcd.io/GitRepository/flux-system/fleet')).toEqual({
    places: [{ uri: uri('clusters/sources.yaml'), range: range(5, 13), certain: true }],
  });
  const inApps = { uri: uri('deploy/apps/web.yaml'), range: range(3, 11), certain: true };
  expect(await places(`${flux}/shop/web`)).toEqual({ places: [inApps] });
  expect(await places(`${flux}/shop/web`, `${folder}/deploy/apps`)).toEqual({ places: [inApps] });
  expect(await places(`${flux}/shop/nowhere`)).toEqual({ places: [] });
});

test('an open text counts before the one on disk', async () => {
  const { client, ask, uri } = await started();
  client.open(uri('other/web.yaml'), `\n\n${kustomization('typed')}`);
  expect(await ask('sluice/whereDeclared', { object: `${flux}/flux-system/typed`, folders: [] })).toMatchObject({
    places: [{ uri: uri('other/web.yaml'), range: { start: { line: 5, character: 8 } } }],
  });
});

test('the folders that a file is read from, and those that a source may be made of', async () => {
  const { ask, uri, folder } = await started();
  expect(await ask('sluice/readBy', { uri: uri('deploy/apps/web.yaml') })).toEqual({
    folders: [`${folder}/deploy/apps`, `${folder}/deploy`, folder],
  });
  expect(await ask('sluice/candidateFolders', { paths: ['./apps'], roots: [folder] })).toEqual({
    folders: [`${folder}/deploy`],
  });
});
