import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { KindId } from '../../../src/flux/object.ts';
import { attemptedRevision, parseRevision, runningRevision, shortRevision } from '../../../src/flux/revision.ts';
import { fluxObject } from './objects.ts';

const sha1 = '1f3c9ab0123456789012345678901234567890ab';
const sha256 = '0c5b2a1d'.repeat(8);

describe('parseRevision and shortRevision', () => {
  it.each<[string, ReturnType<typeof parseRevision>, string]>([
    [`main@sha1:${sha1}`, { name: 'main', algorithm: 'sha1', hash: sha1 }, 'main@1f3c9ab'],
    [`feature/a@b@sha1:${sha1}`, { name: 'feature/a@b', algorithm: 'sha1', hash: sha1 }, 'feature/a@b@1f3c9ab'],
    [`refs/heads/main@sha1:${sha1}`, { name: 'refs/heads/main', algorithm: 'sha1', hash: sha1 }, 'main@1f3c9ab'],
    [`refs/tags/v1@sha1:${sha1}`, { name: 'refs/tags/v1', algorithm: 'sha1', hash: sha1 }, 'v1@1f3c9ab'],
    [
      `refs/pull/4/head@sha1:${sha1}`,
      { name: 'refs/pull/4/head', algorithm: 'sha1', hash: sha1 },
      'refs/pull/4/head@1f3c9ab',
    ],
    [`6.5.0@sha256:${sha256}`, { name: '6.5.0', algorithm: 'sha256', hash: sha256 }, '6.5.0@0c5b2a1'],
    [`sha256:${sha256}`, { name: '', algorithm: 'sha256', hash: sha256 }, '0c5b2a1'],
    [`sha1:${sha1}`, { name: '', algorithm: 'sha1', hash: sha1 }, '1f3c9ab'],
    ['1.2.3', { name: '1.2.3' }, '1.2.3'],
    ['1.2.3+abc', { name: '1.2.3+abc' }, '1.2.3+abc'],
    ['0.1.0+1f3c9ab01234', { name: '0.1.0+1f3c9ab01234' }, '0.1.0+1f3c9ab01234'],
    [`main/${sha1}`, { name: 'main', algorithm: 'sha1', hash: sha1 }, 'main@1f3c9ab'],
    [`feature/x/${sha1}`, { name: 'feature/x', algorithm: 'sha1', hash: sha1 }, 'feature/x@1f3c9ab'],
    [`latest/${sha256}`, { name: 'latest', algorithm: 'sha256', hash: sha256 }, 'latest@0c5b2a1'],
    [`/${sha1}`, { name: `/${sha1}` }, `/${sha1}`],
    ['main/deadbeef', { name: 'main/deadbeef' }, 'main/deadbeef'],
    ['main@sha1:', { name: 'main@sha1:' }, 'main@sha1:'],
    ['main@md5:abc', { name: 'main@md5:abc' }, 'main@md5:abc'],
    ['', { name: '' }, ''],
  ])('%s', (revision, parsed, short) => {
    expect(parseRevision(revision)).toEqual(parsed);
    expect(shortRevision(revision)).toBe(short);
  });
});

describe('runningRevision', () => {
  it.each<[string, KindId, unknown, string | undefined]>([
    [
      'Kustomization',
      kinds.kustomization,
      { lastAppliedRevision: 'main@sha1:a', lastAttemptedRevision: 'b' },
      'main@sha1:a',
    ],
    ['Kustomization that never applied', kinds.kustomization, { lastAttemptedRevision: 'b' }, undefined],
    ['GitRepository', kinds.gitRepository, { artifact: { revision: 'main@sha1:a' } }, 'main@sha1:a'],
    ['source without artifact', kinds.gitRepository, {}, undefined],
    ['ImagePolicy', kinds.imagePolicy, { latestRef: { name: 'r.io/app', tag: '1.2.3', digest: 'sha256:a' } }, '1.2.3'],
    ['ImagePolicy of an older version', kinds.imagePolicy, { latestImage: 'r.io:5000/app:1.2.3' }, '1.2.3'],
    ['ImagePolicy without tag', kinds.imagePolicy, { latestImage: 'r.io:5000/app' }, undefined],
    ['ImagePolicy with a digest only', kinds.imagePolicy, { latestRef: { digest: 'sha256:a' } }, 'sha256:a'],
    ['ImagePolicy without result', kinds.imagePolicy, {}, undefined],
    ['ImageUpdateAutomation', kinds.imageUpdateAutomation, { lastPushCommit: sha1 }, sha1],
    ['ResourceSetInputProvider', kinds.resourceSetInputProvider, { lastExportedRevision: 'sha256:a' }, 'sha256:a'],
    ['FluxInstance', kinds.fluxInstance, { lastAppliedRevision: 'v2.9.4@sha256:a' }, 'v2.9.4@sha256:a'],
    [
      'HelmRelease',
      kinds.helmRelease,
      { history: [{ version: 1, status: 'deployed', chartVersion: '1.0.0' }] },
      '1.0.0',
    ],
    [
      'HelmRelease whose upgrade failed',
      kinds.helmRelease,
      {
        lastAttemptedRevision: '3.0.0',
        history: [
          { version: 3, status: 'failed', chartVersion: '3.0.0' },
          { version: 2, status: 'deployed', chartVersion: '2.0.0' },
          { version: 1, status: 'superseded', chartVersion: '1.0.0' },
        ],
      },
      '2.0.0',
    ],
    [
      'HelmRelease with history in another order',
      kinds.helmRelease,
      {
        history: [
          { version: 9, status: 'deployed', chartVersion: '9.0.0' },
          { version: 10, status: 'deployed', chartVersion: '10.0.0' },
        ],
      },
      '10.0.0',
    ],
    ['HelmRelease whose install failed', kinds.helmRelease, { history: [{ version: 1, status: 'failed' }] }, undefined],
    ['malformed', kinds.helmRelease, { history: { 0: { status: 'deployed' } } }, undefined],
  ])('%s', (_name, id, status, expected) => {
    expect(runningRevision(fluxObject(id, { status }))).toBe(expected);
  });
});

it('reads the attempted revision', () => {
  expect(attemptedRevision(fluxObject(kinds.kustomization, { status: { lastAttemptedRevision: 'x' } }))).toBe('x');
  expect(attemptedRevision(fluxObject(kinds.kustomization))).toBeUndefined();
});
