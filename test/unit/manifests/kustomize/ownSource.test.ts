import { expect, test } from 'vitest';
import { takesFromHere } from '../../../../src/manifests/kustomize/ownSource.ts';
import { fluxKustomization, objectNamed, workspaceOf } from '../workspace/fixture.ts';

const source = (name: string, url: string): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: ${name} }\nspec: { url: "${url}" }\n`;
const ours = 'git@git.example.org:shop/fleet.git';

function isOurs(url: string, { name = 'fleet', path = './apps', remotes = [ours] } = {}): boolean {
  const workspace = workspaceOf({
    'source.yaml': source(name, url),
    'apps/x.yaml': '',
    'clusters/apps.yaml': fluxKustomization('apps', `path: ${path}, sourceRef: { kind: GitRepository, name: ${name} }`),
  });
  return takesFromHere({ ...workspace, remotes: new Map([['/repo', remotes]]) }, objectNamed(workspace, 'apps'));
}

test('the URL of a source tells whether it is the repository that it stands in', () => {
  expect(isOurs('https://git.example.org/shop/fleet')).toBe(true);
  expect(isOurs('https://git.example.org/shop/fleet', { path: './' })).toBe(true);
  expect(isOurs('https://git.example.org/shop/fleet', { remotes: ['https://example.net/fork', ours] })).toBe(true);
  expect(isOurs('https://git.example.org/shop/other')).toBe(false);
});

test('where URLs do not tell, the layout has to', () => {
  expect(isOurs('https://git.example.org/shop/fleet', { remotes: [] })).toBe(false);
  expect(isOurs('https://git.example.org/${repository}')).toBe(false);
  const inItself = { path: './clusters' };
  expect(isOurs('https://git.example.org/${repository}', inItself)).toBe(true);
  expect(isOurs('https://git.example.org/shop/other', inItself)).toBe(false);
});

test('a fork of a bootstrapped repository has another remote', () => {
  const bootstrapped = { name: 'flux-system', remotes: ['https://example.net/fork'] };
  expect(isOurs(ours, { ...bootstrapped, path: './clusters' })).toBe(true);
  expect(isOurs(ours, bootstrapped)).toBe(false);
  expect(isOurs(ours, { ...bootstrapped, remotes: [] })).toBe(true);
});
