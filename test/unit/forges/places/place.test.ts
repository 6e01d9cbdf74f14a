import { describe, expect, test } from 'vitest';
import { readConfiguredForges, type ConfiguredForges } from '../../../../src/forges/places/configured.ts';
import { knownPlace } from '../../../../src/forges/places/place.ts';
import { readRemote } from '../../../../src/forges/places/remote.ts';
import type { ForgePlace } from '../../../../src/forges/terms/place.ts';

function place(address: string, configured: ConfiguredForges = {}): ForgePlace | undefined {
  const remote = readRemote(address);
  return remote && knownPlace(remote, configured);
}

describe('the place of a remote', () => {
  test.each([
    ['git@github.com:shop/fleet.git', 'github', 'https://api.github.com', 'shop/fleet'],
    ['ssh://git@ssh.github.com:443/shop/fleet.git', 'github', 'https://api.github.com', 'shop/fleet'],
    ['https://user:secret@github.com/shop/fleet', 'github', 'https://api.github.com', 'shop/fleet'],
    ['https://acme.ghe.com/shop/fleet.git', 'github', 'https://api.acme.ghe.com', 'shop/fleet'],
    ['git@gitlab.com:group/sub/deep/fleet.git', 'gitlab', 'https://gitlab.com/api/v4', 'group/sub/deep/fleet'],
    ['ssh://git@altssh.gitlab.com:443/group/fleet.git', 'gitlab', 'https://gitlab.com/api/v4', 'group/fleet'],
    ['https://codeberg.org/shop/fleet', 'gitea', 'https://codeberg.org/api/v1', 'shop/fleet'],
  ])('%s is known', (address, kind, api, project) => {
    expect(place(address)).toMatchObject({ kind, api, project: project.split('/') });
  });

  test.each([
    'https://git.example.org/shop/fleet',
    // Whoever answers there is not GitHub.
    'http://github.com/shop/fleet',
    'https://github.com:8443/shop/fleet',
    'https://github.com.example.org/shop/fleet',
    'https://github.com/shop',
    'https://github.com/shop/fleet/more',
    'https://gitlab.com/fleet',
    'https://git.example.org/../fleet',
    '/srv/git/fleet.git',
    'file:///srv/git/fleet.git',
    'nothing',
  ])('%s is not', (address) => {
    expect(place(address)).toBeUndefined();
  });

  const configured = readConfiguredForges({
    'git.example.org': { kind: 'forgejo', url: 'https://git.example.org/forge/' },
    'ssh.example.org': { kind: 'gitlab', url: 'https://gitlab.example.org' },
    'git.example.org:8443': { kind: 'github' },
  });

  test.each([
    ['https://git.example.org/forge/shop/fleet.git', 'gitea', 'https://git.example.org/forge/api/v1', 'shop/fleet'],
    ['git@git.example.org:shop/fleet.git', 'gitea', 'https://git.example.org/forge/api/v1', 'shop/fleet'],
    ['git@ssh.example.org:group/sub/fleet.git', 'gitlab', 'https://gitlab.example.org/api/v4', 'group/sub/fleet'],
    ['https://git.example.org:8443/shop/fleet', 'github', 'https://git.example.org:8443/api/v3', 'shop/fleet'],
  ])('%s is as configured', (address, kind, api, project) => {
    expect(place(address, configured)).toMatchObject({ kind, api, project: project.split('/') });
  });
});

test('of the setting what can be used is kept', () => {
  expect(
    readConfiguredForges({
      'GIT.example.org': { kind: 'gitea', caFile: '/etc/ssl/own.pem', other: 1 },
      a: { kind: 'bitbucket' },
      b: { kind: 'gitlab', url: 'ftp://b' },
      c: { kind: 'gitlab', url: 'https://user:secret@c' },
      d: 'gitlab',
      e: null,
    }),
  ).toEqual({ 'git.example.org': { kind: 'gitea', caFile: '/etc/ssl/own.pem' } });
  expect(readConfiguredForges('gitlab')).toEqual({});
  expect(readConfiguredForges(undefined)).toEqual({});
});
