import type { Place } from '../../manifests/workspace/fileSummary.ts';
import type { Stage } from './config.ts';

/** What Flux runs as a unit, and what is promoted as one. */
export type ApplicationKind = 'kustomization' | 'helmRelease' | 'overlay' | 'resourceSet';

/** Files by path from the repository's root, `/`-separated: a value that is never changed in place. */
export type Files = ReadonlyMap<string, string>;

/** A stage and the tree that its cluster reads. In the folder model all stages share one `files`. */
export interface StageFiles {
  readonly stage: Stage;
  readonly files: Files;
}

/** An application as one stage has it. */
export interface Application {
  /** The same in all stages: `name` without what names the stage. Unique in a stage together with `kind`. */
  readonly key: string;
  readonly kind: ApplicationKind;
  /** As this stage writes it. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly stage: string;
  /** The Flux object, or the whole kustomization of an overlay. */
  readonly declared: Place;
  /** The folder whose kustomization this stage alone builds for the application; absent where it has none. */
  readonly folder: string | undefined;
  /** Files that are read for it in this stage alone, in the order of the build: what is promoted goes into these. */
  readonly own: readonly string[];
  /** Files that are read for it in other stages too. */
  readonly shared: readonly string[];
  /** Of its main version: the chart's, else that of its first image or source; absent where none is written. */
  readonly version: Version | undefined;
}

/** A version of an application, and where it stands. */
export interface Version {
  readonly of: VersionKind;
  /** The image's or chart's name, the source object's name. */
  readonly subject: string;
  /** A tag, digest, version, range, branch or commit, as written. */
  readonly value: string;
  readonly place: Place;
}

/** Where versions stand. */
export type VersionKind =
  /** An entry of `images:` in a kustomization: `newTag` or `digest`. */
  | 'kustomizeImage'
  /** `image: name:tag@digest` in a manifest or patch. */
  | 'manifestImage'
  /** An image's tag or digest in Helm values. */
  | 'valuesImage'
  /** `spec.chart.spec.version` of a HelmRelease. */
  | 'chart'
  /** `spec.ref` of an OCIRepository or GitRepository; `spec.version`-like fields of other sources. */
  | 'sourceRef'
  /** `?ref=` of a remote resource of a kustomization. */
  | 'remoteBase'
  /** An input of a ResourceSet, or of a provider that is static. */
  | 'resourceSetInput'
  /** A variable (`substitute`, or a ConfigMap of `substituteFrom`) that a version is made of. */
  | 'variable';
