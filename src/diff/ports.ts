import type { JsonObject, ObjectKey } from '../flux/object.ts';
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
  /** Server-side apply with `dryRun=All`, field manager `kustomize-controller` and `force=true`. */
  dryRunApply(object: JsonObject, identity: Identity, signal: AbortSignal): Promise<Answer>;
  /** Whether the person may impersonate this user. */
  mayImpersonate(user: string, signal: AbortSignal): Promise<boolean>;
  /** Whether a kind is namespaced; undefined if the cluster does not serve it. */
  scopeOf(apiVersion: string, kind: string, signal: AbortSignal): Promise<'namespaced' | 'cluster' | undefined>;
}

/** Enough to find an object. */
export interface ObjectAddress {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** One object of a build, as the controller would hand it to its applier but for normalising. */
export interface BuiltObject {
  readonly object: JsonObject;
  readonly origin?: Origin;
}

/** What building a Kustomization from files gives. */
export type Build =
  | {
      readonly outcome: 'built';
      readonly objects: readonly BuiltObject[];
      readonly certainty: Certainty;
    }
  | { readonly outcome: 'failed'; readonly message: string; readonly origin?: Origin }
  | { readonly outcome: 'unknown'; readonly unknown: 'remoteBase' | 'source' | 'variables'; readonly message: string };

/** Builds what a Kustomization (its object as Flux would see it) makes of the files in question. */
export type Builder = (kustomization: JsonObject, signal: AbortSignal) => Promise<Build>;

/** The Flux objects that the cluster has now. */
export interface DiffFacts {
  readonly kustomizations: ReadonlyMap<ObjectKey, JsonObject>;
}
