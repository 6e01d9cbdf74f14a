import { expect, test } from 'vitest';
import type { Files } from '../../../../src/stages/terms/application.ts';
import type { Plan } from '../../../../src/stages/terms/plan.ts';
import { withChanges } from '../../../../src/stages/terms/withChanges.ts';

const files: Files = new Map([
  ['prod/app.yaml', 'tag: 1.0.0 # keep\r\nreplicas: 3\r\n'],
  ['prod/old.yaml', 'kind: Old\n'],
]);

const changesOnly = (changes: Plan['changes']): Plan => ({
  from: 'dev',
  to: 'prod',
  changes,
  moves: [],
  copies: [],
  refusals: [],
});

test('edits move nothing else by a byte', () => {
  const { changes } = changesOnly([
    {
      kind: 'edit',
      path: 'prod/app.yaml',
      edits: [
        { span: { start: 5, end: 10 }, newText: '1.2.0-rc.1' },
        { span: { start: 29, end: 30 }, newText: '5' },
      ],
    },
  ]);
  expect(withChanges(files, changes).get('prod/app.yaml')).toBe('tag: 1.2.0-rc.1 # keep\r\nreplicas: 5\r\n');
});

test('files come, go and are copied from the source', () => {
  const { changes } = changesOnly([
    { kind: 'create', path: 'prod/new.yaml', text: 'kind: New\n' },
    { kind: 'copy', path: 'prod/copied.yaml', from: 'dev/copied.yaml' },
    { kind: 'copy', path: 'prod/picture.png', from: 'dev/picture.png' },
    { kind: 'delete', path: 'prod/old.yaml' },
  ]);
  const after = withChanges(files, changes, new Map([['dev/copied.yaml', 'kind: Copied\n']]));
  expect([...after.keys()]).toEqual(['prod/app.yaml', 'prod/new.yaml', 'prod/copied.yaml']);
  expect(after.get('prod/copied.yaml')).toBe('kind: Copied\n');
});

test('a file that is not there stays so', () => {
  const { changes } = changesOnly([{ kind: 'edit', path: 'none.yaml', edits: [] }]);
  expect(withChanges(files, changes)).toEqual(files);
});
