import { describe, expect, test } from 'vitest';
import { environmentTokens, variableFor } from '../../../../src/forges/tokens/environmentTokens.ts';
import type { NoToken, Token } from '../../../../src/forges/terms/token.ts';

function tokenFor(origin: string, env: Record<string, string>): Promise<Token | NoToken> {
  return environmentTokens(env)({ origin }, new AbortController().signal);
}

test.each([
  ['https://git.example.org', 'SLUICE_TOKEN_GIT_EXAMPLE_ORG'],
  ['https://git-example.org', 'SLUICE_TOKEN_GIT__EXAMPLE_ORG'],
  ['https://git_a.example.org', 'SLUICE_TOKEN_GIT___A_EXAMPLE_ORG'],
  ['https://git.example.org:8443', 'SLUICE_TOKEN_GIT_EXAMPLE_ORG_8443'],
  ['http://git.example.org', 'SLUICE_TOKEN_GIT_EXAMPLE_ORG_80'],
  ['http://localhost:3000', 'SLUICE_TOKEN_LOCALHOST_3000'],
])('the variable for %s', (origin, variable) => {
  expect(variableFor(origin)).toBe(variable);
});

describe('a token of the environment', () => {
  test.each<[string, string, Record<string, string>]>([
    ['GITHUB_TOKEN', 'https://github.com', {}],
    ['GH_TOKEN', 'https://github.com', {}],
    ['GITHUB_TOKEN', 'https://ghe.example.org', { GITHUB_SERVER_URL: 'https://ghe.example.org' }],
    ['GITLAB_TOKEN', 'https://gitlab.com', {}],
    ['GITLAB_TOKEN', 'https://git.example.org:8443', { CI_SERVER_URL: 'https://git.example.org:8443/gitlab' }],
    ['GITEA_TOKEN', 'https://gitea.com', {}],
    ['GITEA_TOKEN', 'http://gitea:3000', { GITHUB_SERVER_URL: 'http://gitea:3000', GITEA_ACTIONS: 'true' }],
    ['FORGEJO_TOKEN', 'https://codeberg.org', {}],
    ['FORGEJO_TOKEN', 'https://git.example.org', { FORGEJO_SERVER_URL: 'https://git.example.org' }],
  ])('%s is for %s, and for no other', async (variable, origin, env) => {
    const all = { ...env, [variable]: ' planted\n' };
    expect(await tokenFor(origin, all)).toEqual({ value: 'planted', source: variable });
    for (const other of [
      'https://github.com',
      'https://gitlab.com',
      'https://evil.example',
      'https://git.example.org.evil.example',
    ]) {
      if (other === origin) continue;
      const answer = await tokenFor(other, all);
      expect(answer).toHaveProperty('advice');
      expect(JSON.stringify(answer)).not.toContain('planted');
    }
  });

  test('of one host is not sent to it unencrypted', async () => {
    const env = { SLUICE_TOKEN_GIT_EXAMPLE_ORG: 'planted', GITHUB_TOKEN: 'planted' };
    expect(await tokenFor('http://git.example.org', env)).toHaveProperty('advice');
    expect(await tokenFor('http://github.com', env)).toHaveProperty('advice');
  });

  test('is missed with advice that names the variable and where others belong', async () => {
    const env = { GITLAB_TOKEN: 'planted', CI_JOB_TOKEN: 'planted', CI_SERVER_URL: 'https://gitlab.example.org' };
    expect(await tokenFor('https://git.example.org', env)).toEqual({
      advice:
        'Set the environment variable SLUICE_TOKEN_GIT_EXAMPLE_ORG to one for https://git.example.org. GITLAB_TOKEN is for ' +
        'https://gitlab.example.org.',
    });
    expect(await tokenFor('https://gitlab.example.org', { ...env, GITLAB_TOKEN: '' })).toEqual({
      advice: expect.stringContaining('CI_JOB_TOKEN cannot open merge requests') as string,
    });
  });
});
