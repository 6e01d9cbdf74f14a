import { expect, test } from 'vitest';
import { sharedGitea } from './sharedGitea.ts';

test('the forge takes commits and tells its version', async () => {
  const gitea = sharedGitea();
  await gitea.createRepository('harness');
  const commit = await gitea.push('harness', { 'README.md': '# Fleet\n' }, 'Begin');
  expect(commit).toMatch(/^[0-9a-f]{40}$/);
  expect(await gitea.request('GET', '/version')).toEqual({ version: expect.any(String) as string });
});
