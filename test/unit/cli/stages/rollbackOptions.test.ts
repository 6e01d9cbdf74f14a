import { expect, test } from 'vitest';
import { readArguments } from '../../../../src/cli/arguments.ts';

const read = (...args: readonly string[]) => readArguments(['rollback', ...args]);
const why = (...args: readonly string[]): string => {
  const command = read(...args);
  return 'why' in command ? command.why : '';
};

test('one thing is rolled back, to one revision', () => {
  const options = { output: 'text', dryRun: true, withOthers: false, to: 'HEAD~2' };
  expect(read('--app', 'web', '--stage', 'production', '--to', 'HEAD~2', '--dry-run')).toEqual({
    command: 'rollback',
    options: { ...options, wanted: { application: 'web', stage: 'production' } },
  });
  expect(read('-k', 'shop/web', '--to', 'v1', '--with-others', '--change', 'commit')).toMatchObject({
    options: { wanted: { kustomization: { namespace: 'shop', name: 'web' } }, withOthers: true, change: 'commit' },
  });
});

test('what is missing or too much is said', () => {
  expect(why()).toContain('--app NAME --stage STAGE, or --kustomization NAMESPACE/NAME');
  expect(why('--app', 'web')).toContain('In which stage?');
  expect(why('-k', 'web')).toContain('In which namespace?');
  expect(why('--app', 'web', '-k', 'shop/web')).toContain('One at a time');
  expect(why('-k', 'shop/web', '--dry-run')).toContain('--to REV');
  expect(why('-k', 'shop/web', '--change', 'push')).toContain('commit or --change pullRequest');
  expect(why('-k', 'shop/web', '--from', 'staging')).toContain('--from is no option of sluice rollback');
});
