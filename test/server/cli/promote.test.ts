import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fluxKustomization } from '../../unit/stages/repository.ts';
import { testRepository } from '../../unit/git/repositories.ts';
import { clonedFleet } from './clonedFleet.ts';
import { run } from './run.ts';

const overlay = (tag: string): string => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
images:
  - name: shop/web # what runs
    newTag: '${tag}'
`;

const fleet = {
  'clusters/staging/web.yaml': fluxKustomization('web', './apps/web/staging'),
  'clusters/production/web.yaml': fluxKustomization('web', './apps/web/production'),
  'apps/web/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'apps/web/base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: shop/web
`,
  'apps/web/staging/kustomization.yaml': overlay('1.4.0'),
  'apps/web/production/kustomization.yaml': overlay('1.3.2'),
};

const promote = ['promote', '--from', 'staging', '--to', 'production'];
const production = 'apps/web/production/kustomization.yaml';
const patch = `diff --git a/${production} b/${production}
--- a/${production}
+++ b/${production}
@@ -4,4 +4,4 @@
   - ../base
 images:
   - name: shop/web # what runs
-    newTag: '1.3.2'
+    newTag: '1.4.0'
`;

const config = (change: string): string => `stages:
  - name: staging
    paths: [clusters/staging, apps/*/staging]
    change: commit
  - name: production
    paths: [clusters/production, apps/*/production]
    change: ${change}
commit:
  coAuthors: ['Bob <bob@example.org>']
`;

describe('stages are listed and compared', () => {
  test('by the layout', async () => {
    const { root } = await clonedFleet(fleet);
    const { code, stdout, stderr } = await run(root, ['stages']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/web +Kustomization +1\.4\.0 +> production is at 1\.3\.2/);
    const json = JSON.parse((await run(root, ['stages', '--output', 'json'])).stdout) as {
      stages: { name: string; next: object[] }[];
    };
    expect(json.stages.map(({ name }) => name)).toEqual(['staging', 'production']);
    expect(json.stages[0]?.next).toContainEqual({
      stage: 'production',
      key: 'web',
      kind: 'kustomization',
      standing: 'behind',
    });
  });

  test('by what .sluice.yaml says, from any folder', async () => {
    const { root } = await clonedFleet({ ...fleet, '.sluice.yaml': config('commit') });
    const { code, stdout } = await run(tmpdir(), [
      '-C',
      join(root, 'apps'),
      'compare',
      '--from',
      'staging',
      '--to',
      'production',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('image shop/web');
    expect(stdout).toContain('1.4.0 -> 1.3.2');
    expect(stdout).toContain(`${production}:7`);
  });

  test('what is wrong is said in a sentence', async () => {
    const { root } = await clonedFleet({ ...fleet, '.sluice.yaml': 'stages:\n  - nam: staging\n' });
    const { code, stderr } = await run(root, ['stages']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\.sluice\.yaml cannot be used: line 2: .*nam/);
    const other = await clonedFleet(fleet);
    const unknown = await run(other.root, ['compare', '--from', 'staging', '--to', 'live']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('There is no stage "live". There are staging, production.');
    const app = await run(other.root, [...promote, '--app', 'cache', '--dry-run']);
    expect(app).toMatchObject({ code: 2, stdout: '' });
    expect(app.stderr).toContain('There is no application "cache"');
  });
});

describe('a dry run', () => {
  test('prints the patch and nothing else, and writes nothing', async () => {
    const { root, git, inBare } = await clonedFleet(fleet);
    const before = [git('for-each-ref'), git('status', '--porcelain'), inBare('for-each-ref')];
    expect(await run(root, [...promote, '--dry-run'])).toEqual({ code: 0, stdout: patch, stderr: '' });
    expect([git('for-each-ref'), git('status', '--porcelain'), inBare('for-each-ref')]).toEqual(before);
  });

  test('tells as JSON what the pull request would say, with what Flux would change', async () => {
    const { root } = await clonedFleet(fleet);
    const { code, stdout } = await run(root, [...promote, '--dry-run', '--output', 'json']);
    const { patch: told, pullRequest } = JSON.parse(stdout) as {
      patch: string;
      pullRequest: { title: string; body: string };
    };
    expect({ code, told, title: pullRequest.title }).toEqual({
      code: 0,
      told: patch,
      title: 'Promote web 1.4.0 to production',
    });
    expect(pullRequest.body).toMatch(/### What Flux would change in production\n\n\*\*1 changed\*\* in `\S+\/web`\./);
    expect(pullRequest.body).toMatch(/\n-\s+image: shop\/web:1\.3\.2\n\+\s+image: shop\/web:1\.4\.0\n/);
  });

  test('works without a remote, and without Git', async () => {
    const { root, commit } = await testRepository();
    await commit(fleet);
    const local = await run(root, [...promote, '--dry-run']);
    expect(local).toMatchObject({ code: 0, stdout: patch });
    expect(local.stderr).toContain('There is no remote');
    const plain = mkdtempSync(join(tmpdir(), 'sluice-plain-'));
    for (const path of ['apps', 'clusters']) cpSync(join(root, path), join(plain, path), { recursive: true });
    expect(await run(plain, [...promote, '--dry-run'])).toMatchObject({ code: 0, stdout: patch });
  });

  test('reads the target as the remote has it now', async () => {
    const { root, bare, branch } = await clonedFleet(fleet);
    const other = mkdtempSync(join(tmpdir(), 'sluice-other-'));
    const there = (...args: readonly string[]) =>
      execFileSync('git', ['-C', other, '-c', 'user.name=Eve', '-c', 'user.email=eve@example.org', ...args]);
    execFileSync('git', ['clone', '--quiet', bare, other]);
    writeFileSync(join(other, production), overlay('1.4.0'));
    there('commit', '--quiet', '--all', '--message', 'Be faster');
    there('push', '--quiet', 'origin', branch);
    const { code, stdout, stderr } = await run(root, [...promote, '--dry-run']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('Nothing to promote: no version of production is known to be behind staging.');
  });
});

describe('whole files', () => {
  const copied = {
    ...fleet,
    'apps/web/staging/extra/a.yaml': 'a: 1\n',
    'apps/web/staging/extra/b.yaml': 'b: 1\n',
    'apps/web/production/extra/a.yaml': 'a: 0\n',
    'apps/web/production/extra/gone.yaml': 'c: 0\n',
  };

  test('a folder is brought as it is, what the other has besides goes, and nothing else moves', async () => {
    const { root } = await clonedFleet(copied);
    const path = ['--path', './apps/web/staging/extra/'];
    const { stdout, code } = await run(root, [...promote, ...path, '--dry-run', '--output', 'json']);
    expect(code).toBe(0);
    const { copies, moves, patch: shown } = JSON.parse(stdout) as Record<'copies' | 'moves' | 'patch', unknown>;
    expect(copies).toMatchObject([
      { kind: 'changed', path: 'apps/web/production/extra/a.yaml' },
      { kind: 'new', path: 'apps/web/production/extra/b.yaml' },
      { kind: 'deleted', path: 'apps/web/production/extra/gone.yaml' },
    ]);
    expect(moves).toEqual([]);
    expect(shown).not.toContain(production);
  });

  test('a file is pushed as it is, and is then the same', async () => {
    const { root, inBare, branch } = await clonedFleet({ ...copied, '.sluice.yaml': config('commit') });
    const path = ['--path', 'apps/web/staging/extra/a.yaml'];
    expect((await run(root, [...promote, ...path])).stdout).toContain('changed file apps/web/production/extra/a.yaml');
    expect(inBare('show', `${branch}:apps/web/production/extra/a.yaml`)).toBe('a: 1\n');
    expect(inBare('show', `${branch}:apps/web/production/extra/gone.yaml`)).toBe('c: 0\n');
    expect((await run(root, [...promote, ...path])).stdout).toContain('Nothing to promote');
  });

  test('a path that is nowhere is said', async () => {
    const { root } = await clonedFleet(copied);
    const { stderr, code } = await run(root, [...promote, '--path', 'apps/nowhere', '--dry-run']);
    expect({ stderr, code }).toMatchObject({ code: 2 });
    expect(stderr).toContain('staging has no file and no folder apps/nowhere.');
  });

  test('an application that the other stage lacks is copied where it is named', async () => {
    const more = {
      'clusters/staging/db.yaml': fluxKustomization('db', './apps/db'),
      'clusters/staging/kustomization.yaml': 'resources: [web.yaml, db.yaml]\n',
      'clusters/production/kustomization.yaml': 'resources:\n  - web.yaml\n',
      'apps/db/db.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: db\n',
    };
    const { root } = await clonedFleet({ ...fleet, ...more });
    const { stdout } = await run(root, [...promote, '--app', 'db', '--dry-run']);
    expect(stdout).toContain('+++ b/clusters/production/db.yaml');
    expect(stdout).toContain('\n   - web.yaml\n+  - db.yaml\n');
  });
});

describe('a promotion by commit', () => {
  test('is pushed with its trailers, and the checkout stays as it is', async () => {
    const { root, git, inBare, branch, first } = await clonedFleet({ ...fleet, '.sluice.yaml': config('commit') });
    writeFileSync(join(root, production), 'typed, and not saved in any commit\n');
    const before = [git('for-each-ref', 'refs/heads'), git('status', '--porcelain'), git('stash', 'list')];
    const { code, stdout, stderr } = await run(root, promote);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('web: image shop/web 1.3.2 -> 1.4.0');
    expect([git('for-each-ref', 'refs/heads'), git('status', '--porcelain'), git('stash', 'list')]).toEqual(before);
    expect(readFileSync(join(root, production), 'utf8')).toBe('typed, and not saved in any commit\n');
    const message = inBare('log', '-1', '--format=%B', branch);
    expect(message).toContain('Promote web 1.4.0 to production');
    expect(message).toContain(`Promoted-From: staging@${first}`);
    expect(message).toContain('Co-authored-by: Bob <bob@example.org>');
    expect(
      inBare('diff', '--no-color', `${branch}~1`, branch)
        .replace(/^index .*\n/m, '')
        .replace(/(@@ .* @@).*/, '$1'),
    ).toBe(patch);
    const again = await run(root, promote);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to promote') as string });
    expect(inBare('rev-list', '--count', branch).trim()).toBe('2');
  });

  test('of a refused push says what the remote said and leaves nothing', async () => {
    const { root, git, bare, inBare } = await clonedFleet({ ...fleet, '.sluice.yaml': config('commit') });
    writeFileSync(join(bare, 'hooks/pre-receive'), '#!/bin/sh\necho "production is protected" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const before = [git('for-each-ref'), inBare('for-each-ref')];
    const { code, stdout, stderr } = await run(root, promote);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('production is protected');
    expect([git('for-each-ref'), inBare('for-each-ref')]).toEqual(before);
  });
});

describe('gates', () => {
  const gated = (gates: string): string => config('commit').replace('commit:\n', `    gates: ${gates}\ncommit:\n`);
  const frozen = '{freeze: [{from: 2020-01-01, to: 2999-01-01, reason: Holidays}]}';

  test('that are closed keep a promotion out, and a dry run says so', async () => {
    const { root, inBare, branch } = await clonedFleet({ ...fleet, '.sluice.yaml': gated(frozen) });
    const { code, stdout, stderr } = await run(root, promote);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/The gates of production keep this promotion out\. Frozen until 2999.*Holidays/);
    expect(inBare('rev-list', '--count', branch).trim()).toBe('1');
    const dry = await run(root, [...promote, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stdout: patch });
    expect(dry.stderr).toContain('Gate freeze is closed');
  });

  test('that only warn are told', async () => {
    const { root } = await clonedFleet({ ...fleet, '.sluice.yaml': gated('{health: warn}') });
    const { code, stdout, stderr } = await run(root, promote);
    expect(code).toBe(0);
    expect(stdout).toContain('Committed');
    expect(stderr).toContain(
      'Gate health is not known: Whether it landed in staging is not known: the stage staging names no context',
    );
  });
});

describe('a promotion by pull request', () => {
  test('pushes a branch where no forge is known, once', async () => {
    const { root, inBare, branch } = await clonedFleet({ ...fleet, '.sluice.yaml': config('pullRequest') });
    const { code, stdout, stderr } = await run(root, [...promote, '--output', 'json']);
    expect(code).toBe(0);
    expect(stderr).toContain('no repository of a forge');
    const result = JSON.parse(stdout) as { outcome: string; branch: string };
    expect(result).toMatchObject({ outcome: 'created', pullRequest: null });
    expect(
      inBare('diff', '--no-color', branch, result.branch)
        .replace(/^index .*\n/m, '')
        .replace(/(@@ .* @@).*/, '$1'),
    ).toBe(patch);
    const again = JSON.parse((await run(root, [...promote, '--output', 'json'])).stdout) as object;
    expect(again).toMatchObject({ outcome: 'same', branch: result.branch });
  });
});
