import { describe, expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { objectKey, type FluxObject } from '../../../../src/flux/object.ts';
import { landingOf } from '../../../../src/stages/landing/landingOf.ts';
import { condition, fluxObject } from '../../flux/objects.ts';
import {
  before,
  changed,
  commit,
  differs,
  factsOf,
  failing,
  foreign,
  keyOf,
  kustomization,
  later,
  revision,
  same,
  source,
  type KustomizationParts,
} from './facts.ts';

/** What is said of a Kustomization that the commit changes. */
function about(parts: KustomizationParts, at: FluxObject = source(commit), ...others: readonly FluxObject[]) {
  const objects = [at, kustomization('apps', parts), ...others];
  const landing = landingOf(factsOf({ objects, kustomizations: [{ key: keyOf('apps'), build: changed }] }));
  return landing.objects[0];
}

describe('a Kustomization that the commit changes', () => {
  test('has landed once it is Ready on a revision that has the commit', () => {
    expect(about({})).toMatchObject({ verdict: 'landed', since: '2026-01-01T10:01:00Z' });
    expect(about({ applied: later }, source(later))).toMatchObject({ verdict: 'landed' });
  });

  test.each([
    ['BuildFailed', 'notApplied', 'It cannot be built: BuildFailed it is.'],
    ['ReconciliationFailed', 'notApplied', 'It is not applied: ReconciliationFailed it is.'],
    ['HealthCheckFailed', 'notHealthy', 'It is applied, and not healthy: HealthCheckFailed it is.'],
    ['HealthCheckCanceled', 'waiting', 'Flux is applying it.'],
  ])('that fails with %s is %s', (reason, verdict, sentence) => {
    expect(about({ applied: before, attempted: commit, ready: failing(reason) })).toMatchObject({ verdict, sentence });
  });

  test('whose failure is of a revision before, or of a spec before, waits', () => {
    expect(about({ applied: before, ready: failing('BuildFailed') })).toMatchObject({ verdict: 'waiting' });
    const ready = { ...failing('BuildFailed'), observedGeneration: 1 };
    const parts = { applied: before, attempted: commit, generation: 2, observed: 1, ready };
    expect(about(parts)).toMatchObject({ verdict: 'waiting' });
  });

  test('that is Ready with an earlier spec has not landed', () => {
    expect(about({ generation: 2, observed: 1, ready: { observedGeneration: 1 } })).toMatchObject({
      verdict: 'waiting',
    });
  });

  test('has landed where a later revision fails', () => {
    const ready = failing('BuildFailed');
    expect(about({ attempted: later, ready }, source(later))).toMatchObject({
      verdict: 'landed',
      sentence: 'It is applied; main@ddddddd, which came later, is not.',
    });
  });

  test('that became unhealthy after it landed is not healthy', () => {
    expect(about({ ready: failing('HealthCheckFailed') })).toMatchObject({ verdict: 'notHealthy' });
  });

  test('waits for its source, which says where it is', () => {
    expect(about({ applied: before }, source(before))).toMatchObject({
      verdict: 'waiting',
      sentence: `It waits for GitRepository/shop/fleet, which is at ${before.slice(0, 12)}, without this commit.`,
    });
    const tagged = source(before, { spec: { ref: { tag: 'v1' } } });
    expect(about({ applied: before }, tagged)?.sentence).toMatch(/, and follows tag v1\.$/);
  });

  test('is not applied where its source fails or is suspended', () => {
    const status = {
      conditions: [condition('Ready', 'False', { reason: 'GitOperationFailed', message: 'no such host' })],
    };
    expect(about({ applied: before }, source(before, { status }))).toMatchObject({
      verdict: 'notApplied',
      sentence: 'GitRepository/shop/fleet cannot be fetched: no such host.',
      cause: { message: 'no such host' },
    });
    expect(about({ applied: before }, source(before, { spec: { suspend: true } }))).toMatchObject({
      verdict: 'notApplied',
    });
  });

  test('is unknown where ancestry cannot be told', () => {
    expect(about({ applied: foreign }, source(foreign))).toMatchObject({ verdict: 'unknown' });
    const artifact = { artifact: { revision: 'latest@sha256:00' }, conditions: [condition('Ready', 'True')] };
    expect(about({ applied: before }, source(before, { status: artifact }))).toMatchObject({ verdict: 'unknown' });
  });

  test('that is suspended is not applied', () => {
    expect(about({ applied: before, spec: { suspend: true } })).toMatchObject({ verdict: 'notApplied' });
  });

  test('waits for a dependency, or fails with it', () => {
    const ready = failing('DependencyNotReady', "dependency 'shop/infra' is not ready");
    const parts = { applied: before, ready, spec: { dependsOn: [{ name: 'infra' }] } };
    expect(about(parts, source(commit), kustomization('infra', { ready: { status: 'Unknown' } }))).toMatchObject({
      verdict: 'waiting',
    });
    expect(about(parts, source(commit), kustomization('infra', { ready: failing('BuildFailed') }))).toMatchObject({
      verdict: 'notApplied',
      cause: { key: keyOf('infra'), message: 'BuildFailed it is' },
    });
  });

  test('keeps its failure while it is tried again', () => {
    const kustomizations = [{ key: keyOf('apps'), build: changed }];
    const failed = kustomization('apps', { applied: before, attempted: commit, ready: failing('BuildFailed') });
    const earlier = landingOf(factsOf({ objects: [source(commit), failed], kustomizations }));
    const ready = { status: 'Unknown', reason: 'Progressing' };
    const again = kustomization('apps', { applied: before, attempted: commit, ready });
    const objects = [source(commit), again];
    expect(landingOf(factsOf({ objects, kustomizations })).verdict).toBe('waiting');
    expect(landingOf(factsOf({ objects, kustomizations, earlier })).verdict).toBe('notApplied');
  });
});

describe('a child', () => {
  const declaredBefore = { spec: { path: './old' } };
  const declaredAfter = { spec: { path: './new' } };
  const child = keyOf('child');
  const parentBuild = differs({ [child]: { before: declaredBefore, after: declaredAfter } });

  function childOf(parent: KustomizationParts, path: string, build = same) {
    const objects = [source(commit), kustomization('parent', parent), kustomization('child', { spec: { path } })];
    const kustomizations = [
      { key: keyOf('parent'), build: parentBuild },
      { key: child, parent: keyOf('parent'), build },
    ];
    const landing = landingOf(factsOf({ objects, kustomizations, declared: { [child]: [declaredAfter] } }));
    return landing.objects.find(({ key }) => key === child);
  }

  test('that says Ready on the commit has not landed where its parent never applied its spec', () => {
    const broken = { applied: before, attempted: commit, ready: failing('ReconciliationFailed', 'Service is invalid') };
    expect(childOf(broken, './old')).toMatchObject({
      verdict: 'notApplied',
      cause: { key: keyOf('parent'), message: 'Service is invalid' },
    });
    expect(childOf(broken, './new')).toMatchObject({ verdict: 'landed' });
  });

  test('has not landed below a parent that failed before the commit, which leaves that one alone', () => {
    const verdictOf = (parent: KustomizationParts) => {
      const child1 = kustomization('child', { spec: { path: './old' } });
      const kustomizations = [
        { key: keyOf('parent'), build: same },
        { key: child, parent: keyOf('parent'), build: changed },
      ];
      const objects = [source(commit), kustomization('parent', parent), child1];
      return landingOf(factsOf({ objects, kustomizations, declared: { [child]: [declaredAfter] } })).verdict;
    };
    expect(verdictOf({ applied: before, attempted: commit, ready: failing('BuildFailed') })).toBe('notApplied');
    expect(verdictOf({ applied: before, attempted: before })).toBe('waiting');
    // What the API server made of the spec is its own matter.
    expect(verdictOf({})).toBe('landed');
  });

  test('waits for its parent', () => {
    expect(childOf({ applied: before }, './old')).toMatchObject({ verdict: 'waiting' });
    expect(childOf({}, './new')).toMatchObject({ verdict: 'landed' });
  });

  test('whose parent is applied and not healthy is judged by itself', () => {
    expect(
      childOf({ applied: before, attempted: commit, ready: failing('HealthCheckFailed') }, './new', changed),
    ).toMatchObject({
      verdict: 'landed',
    });
  });

  test('that the commit takes away has landed when it is gone', () => {
    const kustomizations = [
      { key: keyOf('parent'), build: differs({ [child]: { before: declaredBefore } }) },
      { key: child, parent: keyOf('parent'), build: same },
    ];
    const gone = landingOf(factsOf({ objects: [source(commit), kustomization('parent')], kustomizations }));
    expect(gone.verdict).toBe('landed');
    const objects = [source(commit), kustomization('parent'), kustomization('child')];
    expect(landingOf(factsOf({ objects, kustomizations })).verdict).toBe('unknown');
  });
});

describe('the whole', () => {
  test('is not affected where all builds are the same', () => {
    const kustomizations = [{ key: keyOf('apps'), build: same }];
    const { verdict, sentence } = landingOf(
      factsOf({ objects: [source(before), kustomization('apps')], kustomizations }),
    );
    expect({ verdict, sentence }).toEqual({
      verdict: 'notAffected',
      sentence:
        'Commit cccccccccccc changes nothing that this cluster applies: the builds of 1 Kustomization are the same.',
    });
  });

  test('says where some may read the repository that were not looked at', () => {
    const kustomizations = [{ key: keyOf('apps'), build: same }];
    const objects = [source(before), kustomization('apps')];
    const landing = landingOf(factsOf({ objects, kustomizations, unseen: [keyOf('other'), keyOf('more')] }));
    expect(landing).toMatchObject({
      verdict: 'notAffected',
      sentence:
        'Commit cccccccccccc changes nothing that this cluster applies: the builds of 1 Kustomization are the same. Not counted: nothing tells which repository Kustomization/shop/other and 1 more read.',
    });
  });

  test('is unknown where nothing reads the repository', () => {
    expect(landingOf(factsOf({ objects: [], kustomizations: [] })).verdict).toBe('unknown');
  });

  test('is as bad as the worst, and not held up by what is not affected', () => {
    const kustomizations = [
      { key: keyOf('good'), build: changed },
      { key: keyOf('bad'), build: changed },
      { key: keyOf('other'), build: same },
    ];
    const good = kustomization('good');
    const other = kustomization('other', { applied: before });
    const bad = kustomization('bad', { applied: before, attempted: commit, ready: failing('HealthCheckFailed') });
    const failed = landingOf(factsOf({ objects: [source(commit), good, bad, other], kustomizations }));
    expect(failed).toMatchObject({ verdict: 'notHealthy', cause: { key: keyOf('bad') } });
    const fine = landingOf(factsOf({ objects: [source(commit), good, kustomization('bad'), other], kustomizations }));
    expect(fine).toMatchObject({ verdict: 'landed', since: '2026-01-01T10:01:00Z' });
    expect(fine.sentence).toBe('Commit cccccccccccc landed: 2 Kustomizations.');
  });

  test('counts what cannot be built here by what the cluster says', () => {
    const build = { state: 'unknown', reason: 'a remote base.' } as const;
    const kustomizations = [{ key: keyOf('apps'), build }];
    const verdictOf = (parts: KustomizationParts) =>
      landingOf(factsOf({ objects: [source(commit), kustomization('apps', parts)], kustomizations })).verdict;
    expect(verdictOf({})).toBe('landed');
    expect(verdictOf({ applied: before, attempted: commit, ready: failing('BuildFailed') })).toBe('unknown');
  });
});

test('an artifact counts by the commit that its metadata names', () => {
  const key = objectKey(kinds.ociRepository, 'shop', 'fleet');
  const metadata = { 'org.opencontainers.image.revision': revision(commit) };
  const artifact = fluxObject(kinds.ociRepository, {
    name: 'fleet',
    status: {
      observedGeneration: 1,
      conditions: [condition('Ready', 'True')],
      artifact: { revision: 'x@sha256:0a', metadata },
    },
  });
  const apps = fluxObject(kinds.kustomization, {
    name: 'apps',
    spec: { sourceRef: { kind: 'OCIRepository', name: 'fleet' } },
    status: {
      observedGeneration: 1,
      conditions: [condition('Ready', 'True')],
      lastAppliedRevision: 'x@sha256:0a',
      lastAttemptedRevision: 'x@sha256:0a',
      lastAppliedOriginRevision: revision(commit),
    },
  });
  const kustomizations = [{ key: keyOf('apps'), build: changed }];
  expect(artifact.key).toBe(key);
  expect(landingOf(factsOf({ objects: [artifact, apps], kustomizations })).verdict).toBe('landed');
});
