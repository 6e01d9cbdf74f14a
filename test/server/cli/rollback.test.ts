import { describe, expect, test } from 'vitest';
import { fluxKustomization } from '../../unit/stages/repository.ts';
import { clonedFleet } from './clonedFleet.ts';
import { run } from './run.ts';

const configMap = (name: string, text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  text: ${text}\n`;

const fleet = {
  'clusters/staging/web.yaml': fluxKustomization('web', './apps/web/staging'),
  'clusters/production/web.yaml': fluxKustomization('web', './apps/web/production'),
  'apps/web/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'apps/web/base/web.yaml': configMap('web', 'one'),
  'apps/web/staging/kustomization.yaml': 'resources: [../base]\n',
  'apps/web/production/kustomization.yaml': 'resources: [../base, own.yaml]\n',
  'apps/web/production/own.yaml': configMap('own', 'one'),
};
const own = 'apps/web/production/own.yaml';
const web = ['rollback', '--app', 'web', '--stage', 'production'];

/** The fleet with commits after the first: another text, a new file, and one that is no part of it. */
async function changedFleet() {
  const all = await clonedFleet({ ...fleet, '.sluice.yaml': config });
  await all.commit({ [own]: configMap('own', 'two') });
  all.git('commit', '--quiet', '--amend', '--message=SHOP-7 Say two');
  await all.commit({
    'apps/web/production/kustomization.yaml': 'resources: [../base, own.yaml, new.yaml]\n',
    'apps/web/production/new.yaml': configMap('new', 'one'),
  });
  await all.commit({ 'README.md': 'Shop\n' });
  all.git('push', '--quiet', 'origin', 'HEAD');
  return all;
}

const config = `stages:
  - name: staging
    paths: [clusters/staging]
    change: commit
  - name: production
    paths: [clusters/production]
    change: commit
`;

const patch = `diff --git a/apps/web/production/kustomization.yaml b/apps/web/production/kustomization.yaml
--- a/apps/web/production/kustomization.yaml
+++ b/apps/web/production/kustomization.yaml
@@ -1 +1 @@
-resources: [../base, own.yaml, new.yaml]
+resources: [../base, own.yaml]
diff --git a/apps/web/production/new.yaml b/apps/web/production/new.yaml
deleted file mode 100644
--- a/apps/web/production/new.yaml
+++ /dev/null
@@ -1,6 +0,0 @@
-apiVersion: v1
-kind: ConfigMap
-metadata:
-  name: new
-data:
-  text: one
diff --git a/${own} b/${own}
--- a/${own}
+++ b/${own}
@@ -3,4 +3,4 @@
 metadata:
   name: own
 data:
-  text: two
+  text: one
`;

test('what ran is listed, shown as a patch and rolled back by a commit, once', async () => {
  const { root, git, inBare, branch, first } = await changedFleet();
  const listed = await run(root, web);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  const [, ...rows] = listed.stdout.trimEnd().split('\n');
  expect(rows).toHaveLength(3);
  expect(rows[1]).toContain('SHOP-7 Say two');
  expect(rows[2]).toContain(first.slice(0, 10));

  const before = git('for-each-ref') + git('status', '--porcelain');
  const dry = await run(root, [...web, '--to', first, '--dry-run']);
  expect(dry).toEqual({ code: 0, stdout: patch, stderr: '' });

  const done = await run(root, [...web, '--to', first]);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toMatch(/^Roll back web in production to \w{12}\nCommitted \w{12} to \S+ of origin\.\n$/);
  expect(inBare('show', '-s', '--format=%B', branch)).toContain(`Rolled-Back-To: ${first} `);
  const trailers = inBare('show', '-s', '--format=%(trailers:key=Issue)%(trailers:key=Rolled-Back)', branch);
  expect(trailers).toContain('Issue: SHOP-7\n');
  expect(trailers).toContain('Rolled-Back: Kustomization/flux-system/web\n');
  expect(inBare('diff', '--stat', first, branch)).toMatch(/^ README\.md \| 1 \+\n 1 file changed/);
  expect(git('for-each-ref') + git('status', '--porcelain')).toBe(before);

  const again = await run(root, [...web, '--to', first, '-o', 'json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'nothing', files: [], to: first });
});

describe('others that read the same files', () => {
  test('are named, and rolled back with it only if that is said', async () => {
    const { root, commit, git, inBare, branch, first } = await changedFleet();
    await commit({ 'apps/web/base/web.yaml': configMap('web', 'two') });
    git('push', '--quiet', 'origin', 'HEAD');
    const tip = inBare('rev-parse', branch);
    const order = ['rollback', '-k', 'flux-system/web', '--stage', 'production', '--to', first];
    const refused = await run(root, order);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('flux-system/web (clusters/staging/web.yaml)');
    expect(refused.stderr).toContain('--with-others');
    expect(inBare('rev-parse', branch)).toBe(tip);

    const agreed = await run(root, [...order, '--with-others', '--change', 'pullRequest']);
    expect(agreed.code).toBe(0);
    expect(agreed.stdout).toMatch(/Pushed \w{12} to sluice\/rollback\/web-in-production-\w{8} of origin\./);
    expect(agreed.stderr).toContain('flux-system/web (clusters/staging/web.yaml) reads apps/web/base/web.yaml too.');
    const once = await run(root, [...order, '--with-others', '--change', 'pullRequest']);
    expect(once.stdout).toContain('holds this change already');
    expect(inBare('for-each-ref', '--format=%(refname)', 'refs/heads/sluice/').trimEnd().split('\n')).toHaveLength(1);
  });
});

test('what cannot be rolled back is said in a sentence', async () => {
  const { root, first } = await changedFleet();
  const stderr = async (...args: readonly string[]): Promise<string> => {
    const done = await run(root, ['rollback', ...args]);
    expect(done).toMatchObject({ code: 2, stdout: '' });
    return done.stderr;
  };
  expect(await stderr('--app', 'cache', '--stage', 'production')).toContain('There are web.');
  expect(await stderr('-k', 'flux-system/web', '--to', first)).toContain('Name the stage too');
  expect(await stderr('-k', 'flux-system/cache')).toContain('is not declared');
});
