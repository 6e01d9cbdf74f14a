import { expect, test } from 'vitest';
import { withRunning } from '../../../../src/stages/compare/withRunning.ts';
import { compared, differencesOf, helmRelease } from '../repository.ts';

test('a range says what runs, in the stage whose cluster is known', () => {
  const comparisons = compared({
    'apps/staging/web.yaml': helmRelease('web', '">=1.0.0-alpha"'),
    'apps/production/web.yaml': helmRelease('web', '">=1.0.0"'),
  });
  const asked: string[] = [];
  const told = withRunning(comparisons, (stage, { kind, name, namespace }) => {
    asked.push(`${stage} ${kind} ${namespace ?? ''}/${name}`);
    return stage === 'staging' ? '1.4.0-rc.1' : undefined;
  });
  const [difference] = differencesOf(told);
  expect(asked).toEqual(['staging HelmRelease apps/web', 'production HelmRelease apps/web']);
  expect(difference?.source?.traits).toEqual([{ kind: 'range', running: '1.4.0-rc.1' }]);
  expect(difference?.target?.traits).toEqual([{ kind: 'range', running: undefined }]);
});

test('what is no range stays as it is', () => {
  const comparisons = compared({
    'apps/staging/web.yaml': helmRelease('web', '1.1.0'),
    'apps/production/web.yaml': helmRelease('web', '1.0.0'),
  });
  expect(differencesOf(withRunning(comparisons, () => '9.9.9'))).toEqual(differencesOf(comparisons));
});
