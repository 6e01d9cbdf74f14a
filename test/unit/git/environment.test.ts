import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readingEnvironment } from '../../../src/git/environment.ts';
import { failureFrom, runGit } from '../../../src/git/runGit.ts';
import { going, temporaryFolder } from './repositories.ts';

describe('repositories of other users', () => {
  test('are read where the environment says that they are trusted, and nothing else of it counts', () => {
    const environment = readingEnvironment({
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: '/evil',
      GIT_CONFIG_KEY_1: 'safe.directory',
      GIT_CONFIG_VALUE_1: '/repo',
      GIT_CONFIG_GLOBAL: '/home/a/.gitconfig',
    });
    expect(environment).toMatchObject({
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '/repo',
      GIT_CONFIG_KEY_1: 'core.fsmonitor',
      GIT_CONFIG_VALUE_1: 'false',
      GIT_CONFIG_GLOBAL: '/home/a/.gitconfig',
    });
    expect(Object.values(environment)).not.toContain('/evil');
  });

  test('are read with the settings that the environment names', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'settings'), '[user]\n\tname = Ann\n');
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, 'settings'));
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await runGit({ folder, args: ['config', '--global', 'user.name'], signal: going })).toBe('Ann\n');
  });

  test('are refused with the way to trust them', () => {
    const printed = `fatal: detected dubious ownership in repository at '/repo'
To add an exception for this directory, call:

\tgit config --global --add safe.directory /repo
`;
    expect(failureFrom(printed, 128)).toMatchObject({
      code: 'gitRefused',
      message:
        "detected dubious ownership in repository at '/repo'. If you trust it: git config --global --add safe.directory /repo",
    });
  });
});
