import { expect, test } from 'vitest';
import { sameRepository } from '../../../src/flux/repositoryUrl.ts';

/** Addresses of one repository in each line. */
const same: readonly (readonly string[])[] = [
  [
    'https://github.com/shop/fleet',
    'https://github.com/shop/fleet.git',
    'https://github.com/shop/fleet/',
    'https://GitHub.com:443/Shop/Fleet.git/',
    'https://token:x@github.com/shop/fleet.git',
    'ssh://git@github.com/shop/fleet',
    'ssh://git@github.com:22/shop/fleet.git',
    'git@github.com:shop/fleet.git',
    'git@github.com:/shop/fleet',
    'github.com:shop/fleet',
    'org-7@github.com:shop/fleet',
    'git+ssh://git@github.com/shop/fleet',
    'ssh://git@ssh.github.com:443/shop/fleet.git',
    'git://github.com/shop/fleet',
    'http://github.com:80/shop/fleet',
  ],
  [
    'https://gitlab.example.org/a/b/c/fleet.git',
    'git@gitlab.example.org:a/b/c/fleet.git',
    'https://gitlab.example.org./a/b/c/fleet',
  ],
  ['https://gitea.example.org:3000/me/fleet', 'ssh://git@gitea.example.org:2222/me/fleet.git'],
  ['git@gitea.example.org:me/f%20x', 'https://gitea.example.org:3000/me/f x.git'],
  [
    'https://dev.azure.com/shop/pro%20ject/_git/fleet',
    'https://shop@dev.azure.com/shop/pro%20ject/_git/fleet',
    'git@ssh.dev.azure.com:v3/shop/pro ject/fleet',
    'ssh://git@ssh.dev.azure.com/v3/shop/pro%20ject/fleet',
    'https://shop.visualstudio.com/pro%20ject/_git/fleet',
    'https://shop.visualstudio.com/DefaultCollection/pro%20ject/_git/fleet',
    'shop@vs-ssh.visualstudio.com:v3/shop/pro ject/fleet',
  ],
  ['https://dev.azure.com/shop/_git/fleet', 'git@ssh.dev.azure.com:v3/shop/fleet/fleet'],
  ['https://bitbucket.example.org/scm/SHOP/fleet.git', 'ssh://git@bitbucket.example.org:7999/SHOP/fleet.git'],
  ['https://bitbucket.example.org:8443/scm/~me/x.git', 'ssh://git@bitbucket.example.org:7999/~me/x.git'],
  [
    'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/x',
    'ssh://git-codecommit.eu-west-1.amazonaws.com/v1/repos/x',
  ],
  ['file:///srv/git/fleet.git', '/srv/git/fleet/'],
  ['ssh://git@[2001:db8::1]:2222/fleet.git', 'https://[2001:DB8::1]/fleet'],
];

test.each(same.map((line) => [line[0] ?? '', line] as const))('%s in its forms', (_, line) => {
  for (const one of line)
    for (const other of line) expect([one, other, sameRepository(one, other)]).toEqual([one, other, true]);
});

test('different repositories are told apart', () => {
  const all = [
    ...same.map((line) => line[0] ?? ''),
    'https://github.com/shop/fleet-infra',
    'https://github.com/other/fleet',
    'https://github.com/fleet',
    'https://github.com:8443/shop/fleet',
    'https://gitlab.com/shop/fleet',
    'https://gitlab.example.org/a/b/fleet',
    'https://dev.azure.com/shop/other/_git/fleet',
    'https://example.org/scm/fleet',
    'https://example.org/fleet',
    '/srv/git/Fleet',
  ];
  for (const one of all)
    for (const other of all) expect([one, other, sameRepository(one, other)]).toEqual([one, other, one === other]);
});

test.each([
  '',
  'fleet',
  './fleet',
  'https://github.com',
  'https://',
  'oci://ghcr.io/x',
  'https://a:b:c/x',
  '[::1]:x',
  ':x',
  '%%%',
])('%s is the address of no repository', (text) => expect(sameRepository(text, text)).toBe(false));
