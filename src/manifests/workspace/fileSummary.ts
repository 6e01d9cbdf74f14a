import type { KindId } from '../../flux/object.ts';
import type { Path, Span } from '../yaml/node.ts';

/** A text and where it stands; the span counts from the start of the file. */
export interface PlacedText {
  readonly text: string;
  readonly span: Span;
}

/** What a file says to the others: small, without its text and nodes. All spans count from the start of the file. */
export interface FileSummary {
  /** Absolute, with slashes. */
  readonly path: string;
  readonly documents: readonly DocumentSummary[];
}

export interface DocumentSummary {
  readonly span: Span;
  readonly objects: readonly DeclaredObject[];
  /** Present where the document is a kustomization or a Component. */
  readonly kustomization?: KustomizationSummary;
}

/** An object as a file declares it. */
export interface DeclaredObject {
  readonly path: string;
  readonly kindId: KindId;
  readonly apiVersion: string;
  readonly name: string;
  /** As written; see effectiveNamespaces for what it becomes. */
  readonly namespace: string | undefined;
  /** Of the whole object. */
  readonly span: Span;
  /** Of `metadata.name`'s value. */
  readonly nameSpan: Span;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly references: readonly DeclaredReference[];
  /** Names of other objects that this one makes in the cluster, e.g. the Secret of an ExternalSecret. */
  readonly makes: readonly MadeObject[];
  /** Present on a Flux Kustomization. */
  readonly fluxKustomization?: FluxKustomizationSummary;
  /** `data` keys of a ConfigMap or Secret, without values; a ConfigMap's single-line values are kept for variables. */
  readonly dataKeys?: ReadonlyMap<string, string | undefined>;
  /** Whether the document holds a SOPS block. */
  readonly encrypted: boolean;
}

/** A place in an object that names another. */
export interface DeclaredReference {
  readonly kindId: KindId;
  /** Undefined: the referring object's own. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Of the name. */
  readonly span: Span;
  readonly path: Path;
  readonly optional: boolean;
}

/** A ConfigMap, Secret or source that comes to be by another object. */
export interface MadeObject {
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly span: Span;
}

/** A patch of a kustomization or of a Flux Kustomization's spec. */
export interface PatchSummary {
  /** A file's path as written, where the patch is one. */
  readonly file?: PlacedText;
  /** Its inline text. */
  readonly inline?: PlacedText;
  /** Absent for strategic-merge patches without one: those meet the object that they name. */
  readonly target?: PatchTarget;
}

/** Which objects a patch meets; name and namespace are regular expressions, anchored at both ends, as kustomize reads them. */
export interface PatchTarget {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

/** What a field of a kustomization lists. */
export type PathUse =
  | 'resource'
  | 'component'
  | 'patch'
  | 'generator'
  | 'transformer'
  | 'validator'
  | 'generatorFile'
  | 'crd'
  | 'configuration'
  | 'openapi'
  | 'replacement'
  | 'valuesFile';

/** A path that a kustomization names, as written. */
export interface NamedPath {
  readonly use: PathUse;
  readonly text: string;
  readonly span: Span;
}

export interface KustomizationSummary {
  readonly isComponent: boolean;
  readonly namespace: PlacedText | undefined;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly paths: readonly NamedPath[];
  readonly patches: readonly PatchSummary[];
  /** ConfigMaps and Secrets of configMapGenerator and secretGenerator. */
  readonly makes: readonly MadeObject[];
}

export interface FluxKustomizationSummary {
  readonly path: PlacedText | undefined;
  readonly targetNamespace: string | undefined;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly components: readonly PlacedText[];
  readonly patches: readonly PatchSummary[];
  readonly prune: boolean | undefined;
  readonly decrypts: boolean;
  readonly sourceKind: string | undefined;
  readonly sourceName: string | undefined;
  /** Names and values of postBuild.substitute. */
  readonly substitute: ReadonlyMap<string, PlacedText>;
  readonly substituteFrom: readonly {
    readonly kind: 'ConfigMap' | 'Secret';
    readonly name: string;
    readonly optional: boolean;
  }[];
  /** Whether `substituteStrategy: Always` is set. */
  readonly substitutesAlways: boolean;
}
