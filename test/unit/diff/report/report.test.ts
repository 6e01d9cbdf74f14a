import { expect, test } from 'vitest';
import { exitCodeOf } from '../../../../src/diff/report/report.ts';
import { changed, configMap, dangerous, kustomization, report } from './predictions.ts';

const error = configMap('bad', 'error', { message: 'spec is invalid' });
const unknown = configMap('far', 'unknown', { unknown: 'rights' });

test.each([
  ['nothing', [kustomization('apps', [configMap('web', 'unchanged'), configMap('kept', 'skip')])], 'none', 0],
  ['changes', [kustomization('apps', [changed])], 'changes', 1],
  ['what is not known', [kustomization('apps', [unknown])], 'unknown', 1],
  ['changes and what is not known', [kustomization('apps', [unknown, changed])], 'changes', 1],
  ['a refused object', [kustomization('apps', [changed]), kustomization('other', [error])], 'failed', 2],
  [
    'a failing build',
    [kustomization('apps', [], { blockers: [{ kind: 'build', message: 'no such file' }] })],
    'failed',
    2,
  ],
  [
    'a failing build that failed before',
    [kustomization('apps', [], { blockers: [{ kind: 'build', message: 'no such file', isOlder: true }] })],
    'none',
    0,
  ],
  [
    'a refused object that was refused before, beside changes',
    [kustomization('apps', [changed, { ...error, isOlder: true }])],
    'changes',
    1,
  ],
  [
    'an older failure beside a new one',
    [kustomization('apps', [{ ...error, isOlder: true }]), kustomization('other', [error])],
    'failed',
    2,
  ],
  [
    'a build that is not known',
    [kustomization('apps', [], { blockers: [{ kind: 'unknown', message: 'a remote base' }] })],
    'unknown',
    1,
  ],
] as const)('%s', (_, predictions, result, code) => {
  const made = report(...predictions);
  expect([made.result, exitCodeOf(made)]).toEqual([result, code]);
});

test('the worst comes first, and what is assumed of all is said once', () => {
  const assumptions = ['flags could not be read'];
  const made = report(
    kustomization('calm', [changed], { assumptions }),
    kustomization('bad', [changed, dangerous], { assumptions }),
  );
  expect(made.kustomizations.map(({ prediction }) => prediction.key.split('/').at(-1))).toEqual(['bad', 'calm']);
  expect(made.kustomizations[0]?.objects).toEqual([dangerous, changed]);
  expect(made.assumptions).toEqual(assumptions);
});
