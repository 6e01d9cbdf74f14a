import type { Place } from '../../manifests/workspace/fileSummary.ts';
import type { Path, Span, YamlScalar } from '../../manifests/yaml/node.ts';
import type { Application, ApplicationKind, VersionKind } from './application.ts';

/** What a difference is about; a promotion moves versions unless a person chooses more. */
export type DifferenceClass = 'version' | 'configuration' | 'onlyInSource' | 'onlyInTarget';

/** An application in two stages, and in what they differ. */
export interface ApplicationComparison {
  readonly key: string;
  readonly kind: ApplicationKind;
  /** Absent in a stage that lacks it. */
  readonly source: Application | undefined;
  readonly target: Application | undefined;
  /** Versions first, then configuration, then what is only in one; each by object and field. */
  readonly differences: readonly Difference[];
  /** By its versions: `unknown` where they have no order, `none` where it has no version in both. */
  readonly standing: Standing;
}

/** Where the target is, seen from the source. */
export type Standing = 'same' | 'behind' | 'ahead' | 'mixed' | 'unknown' | 'none' | 'missing';

/** One difference between two stages. */
export interface Difference {
  /** The same for the same application, object and field, whatever the values are: for a choice that is remembered. */
  readonly id: string;
  readonly class: DifferenceClass;
  /** Present where `class` is `version`. */
  readonly version?: {
    readonly of: VersionKind;
    readonly subject: string;
    readonly order: 'behind' | 'ahead' | 'unknown';
  };
  /** The object that the field belongs to, as the source names it (the target where it is only there). */
  readonly object: ObjectName;
  /** From the object's root; empty where the whole object is only in one stage. List items by `name` where they have one. */
  readonly field: FieldPath;
  readonly source: Side | undefined;
  readonly target: Side | undefined;
  /** Where the target lacks the field: the deepest value on the way to it that the target's own files write. */
  readonly nearest?: Nearest;
  /** Present where the stages differ on purpose: not promoted unless a person asks. */
  readonly protected?: Protection;
}

export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** One step: a key, an index, or the item whose key (`name`, mostly) has a value. */
export type FieldStep = string | number | { readonly key: string; readonly value: string };

export type FieldPath = readonly FieldStep[];

/** A field as one stage has it. */
export interface Side {
  /** As it counts, e.g. the tag alone; of a Secret never the value. For a map or list: its text. */
  readonly value: string;
  /**
   * What would be replaced: within a scalar the part that is the value (`1.2.3` of `image: app:1.2.3`), else the scalar,
   * quotes included; of a map or list its entry; of an object its document. Where a variable gives the value: the
   * variable's value.
   */
  readonly place: Place;
  /** How the scalar at `place` is written; absent where it is no scalar. */
  readonly style?: YamlScalar['style'];
  /** From the root of the document at `place` to the scalar, for who edits the tree. */
  readonly path: Path;
  /** Whether `place` is a part of its scalar. */
  readonly partial: boolean;
  /** What makes it more than a plain value of this stage. */
  readonly traits: readonly Trait[];
}

/** What must be known before a value is written, or read as a version. */
export type Trait =
  /** Stands in a file that other stages build too. `stages`: all of them; `overlay`: the kustomization that would override it here. */
  | { readonly kind: 'inherited'; readonly stages: readonly string[]; readonly overlay: string | undefined }
  /** Stands in a file that several applications of this stage read. */
  | { readonly kind: 'common'; readonly applications: readonly string[] }
  /** Carries `&name`, which is used elsewhere. */
  | { readonly kind: 'anchored'; readonly name: string; readonly uses: number }
  /** Is `*name`; the value is written at `anchor`. */
  | { readonly kind: 'alias'; readonly name: string; readonly anchor: Span }
  /** Comes by a merge key (`<<`). */
  | { readonly kind: 'merged' }
  /** Is made of variables; `given` is where this stage says the value, absent where nothing here does. */
  | { readonly kind: 'variable'; readonly name: string; readonly given: Place | undefined }
  /** Holds a template of a ResourceSet, Helm or another tool. */
  | { readonly kind: 'templated'; readonly template: string }
  /** Made by a generator, helper or transformer. */
  | { readonly kind: 'generated'; readonly by: string }
  /** Is an object that a patch names. `by`: the patch's file. */
  | { readonly kind: 'patched'; readonly by: string }
  /** The line has a marker of image automation. `automations`: those that overwrite it, with the stage that builds them, or may. */
  | {
      readonly kind: 'imagePolicy';
      readonly policy: string;
      readonly part: 'tag' | 'name' | 'digest' | undefined;
      readonly automations: readonly (Place & { readonly stage: string | undefined })[];
    }
  /** A tag that is moved rather than replaced, e.g. `latest`, `main`, `latest-stable`. */
  | { readonly kind: 'moving' }
  /** A declared range; what runs is known from the cluster alone. */
  | { readonly kind: 'range'; readonly running: string | undefined }
  /** An input of a ResourceSet or its provider. */
  | { readonly kind: 'resourceSetInput' }
  | { readonly kind: 'encrypted' };

/** The deepest value on the way to a field that is not there. */
export interface Nearest {
  /** Of the map or list; of an object's root the whole document. */
  readonly place: Place;
  readonly path: Path;
  /** What of {@link Difference.field} lies below it. */
  readonly missing: FieldPath;
}

/** Why a difference is meant to be. */
export interface Protection {
  readonly by: 'configured' | 'replicas' | 'host' | 'resources' | 'stageName' | 'alwaysDiffered' | 'rolledBack';
  /** One sentence for a person. */
  readonly reason: string;
}
