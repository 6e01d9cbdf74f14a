import { kinds } from '../../../../src/flux/kinds.ts';
import { objectKey, type FluxObject, type JsonObject, type ObjectKey } from '../../../../src/flux/object.ts';
import type { BuildChange, ChangedKustomization, LandingFacts } from '../../../../src/stages/landing/terms.ts';
import { condition, fluxObject, lookupIn } from '../../flux/objects.ts';

/** Commits in their order: each has those before it in its history. */
export const [before, commit, later] = ['a', 'c', 'd'].map((letter) => letter.repeat(40)) as [string, string, string];
/** A commit whose history is not here. */
export const foreign = 'f'.repeat(40);

export const revision = (of: string): string => `main@sha1:${of}`;
export const keyOf = (name: string): ObjectKey => objectKey(kinds.kustomization, 'shop', name);
export const releaseKey = (name: string): ObjectKey => objectKey(kinds.helmRelease, 'shop', name);

/** A GitRepository that offers a commit. */
export function source(at: string, parts: object = {}): FluxObject {
  return fluxObject(kinds.gitRepository, {
    name: 'fleet',
    spec: { url: 'https://git.example.org/fleet', ref: { branch: 'main' } },
    status: {
      observedGeneration: 1,
      conditions: [condition('Ready', 'True')],
      artifact: { revision: revision(at), lastUpdateTime: '2026-01-01T10:00:00Z' },
    },
    ...parts,
  });
}

export interface KustomizationParts {
  readonly applied?: string;
  readonly attempted?: string;
  readonly ready?: object;
  readonly spec?: JsonObject;
  readonly generation?: number;
  readonly observed?: number;
  readonly history?: readonly object[];
}

/** A Kustomization that applied a commit and is Ready, unless something else is said. */
export function kustomization(name: string, parts: KustomizationParts = {}): FluxObject {
  const { applied = commit, attempted = applied, spec, generation = 1, observed = generation, history } = parts;
  const ready = { status: 'True', reason: 'ReconciliationSucceeded', observedGeneration: generation, ...parts.ready };
  return fluxObject(kinds.kustomization, {
    name,
    metadata: { generation },
    spec: { path: `./${name}`, sourceRef: { kind: 'GitRepository', name: 'fleet' }, ...spec },
    status: {
      observedGeneration: observed,
      conditions: [condition('Ready', ready.status, ready)],
      lastAppliedRevision: revision(applied),
      lastAttemptedRevision: revision(attempted),
      history: history ?? [
        {
          digest: 'sha256:2',
          firstReconciled: '2026-01-01T10:01:00Z',
          lastReconciled: '2026-01-01T10:05:00Z',
          lastReconciledStatus: 'ReconciliationSucceeded',
        },
        {
          digest: 'sha256:1',
          firstReconciled: '2026-01-01T08:00:00Z',
          lastReconciled: '2026-01-01T09:55:00Z',
          lastReconciledStatus: 'ReconciliationSucceeded',
        },
      ],
    },
  });
}

export const failing = (reason: string, message = `${reason} it is`): object => ({ status: 'False', reason, message });

/** What a build differs in. */
export function differs(
  objects: Readonly<Record<ObjectKey, { before?: JsonObject; after?: JsonObject }>>,
): BuildChange {
  return { state: 'differs', objects: new Map(Object.entries(objects) as [ObjectKey, object][]) };
}

export const same: BuildChange = { state: 'same' };

/** A change of something that Flux does not reconcile. */
export const changed = differs({ ['/ConfigMap/shop/web' as ObjectKey]: { before: {}, after: {} } });

export interface Given {
  readonly objects: readonly FluxObject[];
  readonly kustomizations: readonly ChangedKustomization[];
  readonly declared?: Readonly<Record<ObjectKey, readonly JsonObject[]>>;
  readonly releases?: Readonly<Record<ObjectKey, readonly ObjectKey[]>>;
  readonly unseen?: readonly ObjectKey[];
  /** Changed files; `null`: not known. */
  readonly files?: readonly string[] | null;
  readonly earlier?: LandingFacts['earlier'];
}

/** Facts about {@link commit}. */
export function factsOf({
  objects,
  kustomizations,
  declared = {},
  releases = {},
  unseen = [],
  files = [],
  earlier,
}: Given): LandingFacts {
  const order = [before, commit, later];
  return {
    commit,
    kustomizations: new Map(kustomizations.map((one) => [one.key, one])),
    unseen,
    files: files === null ? undefined : new Set(files),
    lookup: lookupIn(...objects),
    contains: (one) => (order.includes(one) ? order.indexOf(one) >= order.indexOf(commit) : undefined),
    declared: (key) => declared[key] ?? [],
    releases: (key) => releases[key] ?? [],
    earlier,
  };
}
