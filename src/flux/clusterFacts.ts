import type { HealthState } from './health.ts';
import type { KindId, ObjectKey } from './object.ts';

/** How a Flux object in the cluster is: enough to show its state beside its manifest, never its data. */
export interface ClusterObject {
  readonly health: HealthState;
  /** The Ready condition's message. */
  readonly message?: string;
  /** Last applied, or of the artifact, e.g. `main@sha1:1f3c9ab`. */
  readonly revision?: string;
  /** Since when it is so; RFC 3339. */
  readonly since?: string;
}

/**
 * What a cluster says to those who judge manifests. Only Flux kinds are listed in `objects`: which ConfigMaps, Secrets
 * and workloads exist is unknown. The cluster's CRDs are no part of it; they are in the set of schemas.
 */
export interface ClusterFacts {
  /** The name of the kubeconfig context. */
  readonly context: string;
  /** E.g. `1.36.2`. */
  readonly kubernetesVersion?: string;
  /** Of the Flux distribution, e.g. `2.9.4`; absent where it could not be told. */
  readonly fluxVersion?: string;
  readonly objects: ReadonlyMap<ObjectKey, ClusterObject>;
  /** The kinds whose objects are all in `objects`. Of others nothing follows from an object's absence. */
  readonly listed: ReadonlySet<KindId>;
}
