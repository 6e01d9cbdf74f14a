import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import type { Lookup } from '../../flux/references.ts';

/** What became of a commit, at one Kustomization or HelmRelease or as a whole. */
export type LandingVerdict =
  /** What it changes is applied and healthy. */
  | 'landed'
  /** Flux refused it, or does not come to it before a person acts. */
  | 'notApplied'
  /** Its objects are applied and do not become healthy. */
  | 'notHealthy'
  /** It changes nothing here. */
  | 'notAffected'
  /** Flux is on its way to it. */
  | 'waiting'
  /** It cannot be told from here. */
  | 'unknown';

/** What became of a commit at one Kustomization or HelmRelease. */
export interface ObjectLanding {
  readonly key: ObjectKey;
  readonly verdict: LandingVerdict;
  /** Why, as one sentence. */
  readonly sentence: string;
  /** The object to look at, with Flux's words about it: this one, its parent, a dependency or a source. */
  readonly cause?: Cause;
  /** RFC 3339: since when what landed has been running; absent where nothing keeps that. */
  readonly since?: string;
  /** The Kustomization that applies it. */
  readonly parent?: ObjectKey;
}

/** An object that a verdict is due to. */
export interface Cause {
  readonly key: ObjectKey;
  /** Flux's own words; empty where it has none. */
  readonly message: string;
}

/** What became of a commit. */
export interface Landing {
  /** The worst of all: something that failed before something that is on its way. */
  readonly verdict: LandingVerdict;
  readonly sentence: string;
  /** RFC 3339: since when all of it has been running, where it landed and that is known. */
  readonly since?: string;
  readonly cause?: Cause;
  /** The worst first; those that are not affected last. */
  readonly objects: readonly ObjectLanding[];
  /** Kustomizations that were not looked at, since nothing tells whether their files come of this repository. */
  readonly unseen: readonly ObjectKey[];
}

/** What an object is before and after a commit; a side that is not there is absent. */
export interface ObjectChange {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** What a commit makes of a Kustomization's build. */
export type BuildChange =
  | { readonly state: 'same' }
  | { readonly state: 'differs'; readonly objects: ReadonlyMap<ObjectKey, ObjectChange> }
  /** With the commit it cannot be built. */
  | { readonly state: 'broken'; readonly message: string }
  | { readonly state: 'unknown'; readonly reason: string };

/** A Kustomization that reads the repository, before or after the commit. */
export interface ChangedKustomization {
  readonly key: ObjectKey;
  /** The one that declares it; absent where none does, and for one that declares itself. */
  readonly parent?: ObjectKey;
  readonly build: BuildChange;
}

/** What is known of a commit and of a cluster. */
export interface LandingFacts {
  /** The commit, whole. */
  readonly commit: string;
  /** All that read the repository, by key. */
  readonly kustomizations: ReadonlyMap<ObjectKey, ChangedKustomization>;
  readonly unseen: readonly ObjectKey[];
  /** Files that the commit changes, from the repository's root; undefined where that is not known. */
  readonly files: ReadonlySet<string> | undefined;
  /** Objects of the cluster. */
  readonly lookup: Lookup;
  /** Whether a commit (whole hash) is this one or has it in its history; undefined where that cannot be told. */
  readonly contains: (commit: string) => boolean | undefined;
  /** What its parent declares of an object since the commit: at it, and at later ones that may be applied meanwhile. */
  readonly declared: (key: ObjectKey) => readonly JsonObject[];
  /** HelmReleases of the cluster that a Kustomization applies. */
  readonly releases: (kustomization: ObjectKey) => readonly ObjectKey[];
  /** What was said before, so that a retry does not take back what failed. */
  readonly earlier?: Landing | undefined;
}
