import { expect, test } from 'vitest';
import { pairFiles } from '../../../../src/ui/stages/filePairs.ts';

const staging = (...paths: readonly string[]) => ({ stage: 'staging', paths });
const production = (...paths: readonly string[]) => ({ stage: 'production', paths });

test('in branches the same path is the same file', () => {
  expect(pairFiles(staging('apps/web.yaml'), production('apps/web.yaml'))).toEqual([
    { source: 'apps/web.yaml', target: 'apps/web.yaml' },
  ]);
});

test('in folders the path differs in the name of the stage, however that is spelled', () => {
  expect(
    pairFiles(
      staging('apps/web/stage/a.yaml', 'web-staging.yaml'),
      production('web-prod.yaml', 'apps/web/prod/a.yaml'),
    ),
  ).toEqual([
    { source: 'apps/web/stage/a.yaml', target: 'apps/web/prod/a.yaml' },
    { source: 'web-staging.yaml', target: 'web-prod.yaml' },
  ]);
});

test('what is left is matched by its name where that is the only one, else it is in one stage alone', () => {
  expect(
    pairFiles(
      staging('one/values.yaml', 'one/staging/x.yaml', 'two/x.yaml'),
      production('other/values.yaml', 'four/x.yaml', 'five/x.yaml'),
    ),
  ).toEqual([
    { source: 'one/values.yaml', target: 'other/values.yaml' },
    { source: 'one/staging/x.yaml', target: undefined },
    { source: 'two/x.yaml', target: undefined },
    { source: undefined, target: 'four/x.yaml' },
    { source: undefined, target: 'five/x.yaml' },
  ]);
});
