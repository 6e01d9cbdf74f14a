import { expect, test } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import { listRevisionsRan } from '../../../../src/promote/rollback/listRevisionsRan.ts';
import { planRollback } from '../../../../src/promote/rollback/planRollback.ts';
import type { Subject } from '../../../../src/promote/rollback/subject.ts';
import { treeOf } from '../../../../src/promote/reading/trees.ts';
import { filesAt } from '../../../../src/git/sourceFiles.ts';
import { going, testRepository } from '../../git/repositories.ts';

/** Something that is read from `web.yaml`, and cannot be built at some commits. */
function subject(broken: readonly string[]): Subject {
  return {
    ...{ id: 'web', name: 'web', sentence: 'Kustomization/shop/web', kustomization: undefined },
    readAt: (commit) => {
      const isBroken = broken.includes(commit);
      const why = isBroken ? 'cannot be built: no such file.' : undefined;
      return Promise.resolve({ read: isBroken ? undefined : ['web.yaml'], why, isDeclared: true });
    },
    othersAt: () => Promise.resolve({ readers: () => [], automations: [] }),
  };
}

test('what cannot be built any more is rolled back by what was read when it could', async () => {
  const { root, commit } = await testRepository();
  const [first, second] = [await commit({ 'web.yaml': 'a: 1\n' }), await commit({ 'other.yaml': 'b: 1\n' })];
  const broken = await commit({ 'web.yaml': 'a: [\n' });
  const web = subject([broken]);
  const { revisions } = await listRevisionsRan({ root, subject: web, target: broken, runs: [] }, going);
  expect(revisions.map((one) => one.commit)).toEqual([broken, first]);

  const target = treeOf((await filesAt(root, broken, going)).files, broken);
  const plan = await planRollback({ root, subject: web, to: second, target, runs: [] }, going);
  expect(plan.changes).toEqual([{ kind: 'copy', path: 'web.yaml', from: 'web.yaml' }]);
  expect(plan.doubts).toEqual([expect.stringContaining('files that are new since stay')]);

  const never = listRevisionsRan({ root, subject: subject([first, second, broken]), target: broken, runs: [] }, going);
  expect(failureOf(await never.catch((error: unknown) => error))?.message).toContain('cannot be built: no such file');
});
