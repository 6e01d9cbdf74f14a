import type { JsonObject, ObjectKey } from '../../flux/object.ts';

/** What kustomize-controller would do with one object. */
export type Action =
  /** It is not there and would be created. */
  | 'create'
  /** Fields would change. */
  | 'change'
  /** It would be deleted and created anew (`force`). */
  | 'recreate'
  /** It would be deleted, and creating it anew would be refused (`force` and an invalid object). */
  | 'deleteOnly'
  /** It left the build and would be deleted. */
  | 'prune'
  /** It left the build, stays in the cluster and belongs to no Kustomization any more. */
  | 'orphan'
  /** Another Kustomization of the same change declares it now. */
  | 'move'
  /** Nothing would be sent. */
  | 'unchanged'
  /** A marker keeps Flux away from it. */
  | 'skip'
  /** The API server refuses it. */
  | 'error'
  /** What would happen cannot be known from here. */
  | 'unknown';

/** Why something cannot be known from here; each has a sentence in reasons.ts. */
export type Unknown =
  | 'rights'
  | 'policy'
  | 'dryRunUnsupported'
  | 'migration'
  | 'remoteCluster'
  | 'remoteBase'
  | 'encrypted'
  | 'missingKind'
  | 'missingNamespace'
  | 'source'
  | 'variables'
  | 'unreachable';

/** What a person must see before they commit; each has its rank and sentence in dangers.ts. */
export type DangerCode =
  | 'deletedNotRecreated'
  | 'recreated'
  | 'dataDeleted'
  | 'namespaceDeleted'
  | 'definitionDeleted'
  | 'childPruned'
  | 'releaseUninstalled'
  | 'releaseReinstalled'
  | 'immutable'
  | 'movedRisky'
  | 'orphaned'
  | 'scaledToZero'
  | 'suspended'
  | 'resumed'
  | 'wildcardRights'
  | 'imageLowered';

export interface Danger {
  readonly code: DangerCode;
  /** What is at stake, as one sentence: `deletes PersistentVolumeClaim/data: its data goes with it`. */
  readonly message: string;
}

/** A place in the files of a build: the path within the source, `/`-separated; the line from 1 on. */
export interface Origin {
  readonly path: string;
  readonly line?: number;
}

/** What would become of one object. `before` and `after` are masked and without noise: they may be shown. */
export interface ObjectPrediction {
  readonly key: ObjectKey;
  readonly apiVersion: string;
  readonly action: Action;
  /** The live object; absent if there is none, or if it could not be read. */
  readonly before?: JsonObject;
  /** The object as it would be then; absent if it would be gone, or cannot be known. */
  readonly after?: JsonObject;
  /** For `create`: whether `after` holds declared fields only, without what the server would add. */
  readonly isDeclaredOnly?: boolean;
  readonly unknown?: Unknown;
  /** One sentence: the API server's words, the marker, the reason. */
  readonly message?: string;
  /** The worst first. */
  readonly dangers: readonly Danger[];
  /** Where the object is declared, where that is known. */
  readonly origin?: Origin;
  /** The stage (from 0) in which Flux applies it; absent for what is pruned or orphaned. */
  readonly stage?: number;
  /** Whether Flux does not come to it, because something before it fails; `action` is then what follows once fixed. */
  readonly isBlocked?: boolean;
  /** Whether it fails now, without the change, in the same way. */
  readonly isOlder?: boolean;
}

/** How sure a build is: `exact` if the same build of the applied revision has the digest that the controller recorded. */
export type Certainty = { readonly level: 'exact' } | { readonly level: 'approximate'; readonly reason: string };

/** What would become of all objects of one Kustomization. */
export interface KustomizationPrediction {
  readonly key: ObjectKey;
  readonly certainty: Certainty;
  /** Whether the Kustomization itself is there, new, changed or about to go. */
  readonly status: 'existing' | 'new' | 'changed' | 'pruned';
  /** What holds Flux up, the gravest first: a failing object, a build error, suspension, a dependency. */
  readonly blockers: readonly Blocker[];
  /** Dangerous first, then by stage, kind, namespace and name. */
  readonly objects: readonly ObjectPrediction[];
  /** What was assumed of the controller because it could not be read: one sentence each. */
  readonly assumptions: readonly string[];
  /** When the files take effect, where a push of them is not enough: one sentence each. */
  readonly effects?: readonly string[];
  /** The Kustomization that applies this one, where it was reached through it. */
  readonly parent?: ObjectKey;
  /** Absent if it applies to the cluster in which it lives. */
  readonly remote?: RemoteTarget;
}

/** The other cluster that a Kustomization applies to (spec.kubeConfig), which only a person can tell. */
export interface RemoteTarget {
  /** What holds the access to it: `Secret/flux-system/production`. */
  readonly name: string;
  /** The context that was asked instead; absent if none was. */
  readonly context?: string;
  /** One sentence: with what it was compared, or that it was not. */
  readonly message: string;
}

/** What keeps Flux from doing (all of) what is predicted. */
export interface Blocker {
  readonly kind: 'build' | 'object' | 'suspended' | 'dependency' | 'source' | 'unknown';
  /** One sentence that says what Flux will not do, and why. */
  readonly message: string;
  /** Whether it is so now, without the change. */
  readonly isOlder?: boolean;
  readonly origin?: Origin;
}
