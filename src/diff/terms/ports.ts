import type { ControllerFlags } from '../../flux/controllerFlags.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import type { Certainty, Origin } from './prediction.ts';

/** The API server's refusal, as its Status says it. */
export interface Refusal {
  /** HTTP status: 403, 404, 409, 422 ... */
  readonly code: number;
  /** `Invalid`, `Forbidden`, `NotFound` ... */
  readonly reason: string;
  readonly message: string;
  /** Paths of the fields that were refused, as in status.details.causes. */
  readonly fields?: readonly string[];
}

/** An object, or why there is none. Transport failures reject. */
export type Answer = { readonly object: JsonObject } | { readonly refusal: Refusal };

/** On whose behalf a request is sent: a user name to impersonate, or ourselves. */
export type Identity = { readonly user: string } | 'self';

/** What the prediction asks of a cluster. Nothing of it changes the cluster. Every call may be cancelled. */
export interface DiffCluster {
  /** The live object, with managedFields; a 404 is a refusal. */
  read(object: ObjectAddress, identity: Identity, signal: AbortSignal): Promise<Answer>;
  /**
   * The live objects of a kind, in a namespace or without one, that carry these labels, each as `read` gives it. Undefined
   * where they may not be listed or are too many.
   */
  list(of: ListAddress, identity: Identity, signal: AbortSignal): Promise<readonly JsonObject[] | undefined>;
  /** Server-side apply with `dryRun=All`, field manager `kustomize-controller` and `force=true`. */
  dryRunApply(object: JsonObject, identity: Identity, signal: AbortSignal): Promise<Answer>;
  /**
   * Creating an object with `dryRun=All`. For an object that is there, the API server judges the new one before it
   * notices: `AlreadyExists` then says that nothing else is wrong with it.
   */
  dryRunCreate(object: JsonObject, identity: Identity, signal: AbortSignal): Promise<Answer>;
  /** Whether the person may impersonate this service account (`system:serviceaccount:<namespace>:<name>`). */
  mayImpersonate(user: string, signal: AbortSignal): Promise<boolean>;
  /** Whether a kind is namespaced; undefined if the cluster does not serve it. */
  scopeOf(apiVersion: string, kind: string, signal: AbortSignal): Promise<'namespaced' | 'cluster' | undefined>;
  /** How kustomize-controller is set up, as far as that may be read. */
  controller(signal: AbortSignal): Promise<ControllerSettings>;
}

/**
 * The cluster that a name as `Secret/flux-system/production` leads to (spec.kubeConfig), where a person said which context
 * it is; nobody else can know. Rejects if it cannot be reached.
 */
export type RemoteClusters = (
  name: string,
  signal: AbortSignal,
) => Promise<{ readonly context: string; readonly cluster: DiffCluster } | undefined>;

/** What of kustomize-controller's set-up changes the result. */
export interface ControllerSettings extends ControllerFlags {
  /** The user that it is: `system:serviceaccount:<namespace>:<name>`; absent if that could not be read. */
  readonly user?: string;
  /** What was assumed because it could not be read: one sentence each. */
  readonly assumptions: readonly string[];
}

/** Enough to find an object. */
export interface ObjectAddress {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Which objects to list. */
export interface ListAddress extends Omit<ObjectAddress, 'name'> {
  readonly labels: Readonly<Record<string, string>>;
}

/** One object of a build, as the controller would hand it to its applier but for normalising. */
export interface BuiltObject {
  readonly object: JsonObject;
  readonly origin?: Origin;
  /** It holds encrypted files, though it is no encrypted object itself. */
  readonly holdsEncrypted?: boolean;
  /** Why it cannot be known what it is: one sentence. */
  readonly doubt?: string;
}

/** What building a Kustomization from files gives. */
export type Build =
  | {
      readonly outcome: 'built';
      readonly objects: readonly BuiltObject[];
      /** `sha256:...` of its text, as in `status.history[].digest`. */
      readonly digest?: string;
      /** The files that were read for it, by their paths in the source. */
      readonly read?: readonly string[];
      /** Why this is not all that Flux gets: a source of variables that may not be read. */
      readonly gaps?: readonly string[];
      readonly certainty: Certainty;
    }
  | { readonly outcome: 'failed'; readonly message: string; readonly origin?: Origin }
  | { readonly outcome: 'unknown'; readonly unknown: 'remoteBase' | 'source' | 'variables'; readonly message: string };

/** A ConfigMap or Secret that `postBuild.substituteFrom` names, in the Kustomization's namespace; Secret data decoded. */
export type VariableSource = { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string } & (
  { readonly state: 'given'; readonly data: Readonly<Record<string, string>> } | { readonly state: 'absent' }
);

/** What decides, besides files, what a build gives. */
export interface BuildRequest {
  /** The Kustomization as Flux would see it. */
  readonly kustomization: JsonObject;
  /** What is known of the sources of variables; what one that is not here would give is unknown. */
  readonly variables: readonly VariableSource[];
  readonly controller: ControllerSettings;
  /** What the controller built it from last, where that is something else. */
  readonly now?: { readonly kustomization: JsonObject; readonly variables: readonly VariableSource[] };
}

/** Builds what a Kustomization makes of the files in question. */
export type Builder = (request: BuildRequest, signal: AbortSignal) => Promise<Build>;

/** The Flux objects that the cluster has now: Kustomizations and their sources at least. */
export type DiffFacts = ReadonlyMap<ObjectKey, JsonObject>;
