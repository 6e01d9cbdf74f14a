import type { KindId } from '../../flux/object.ts';
import type { Path, Span, YamlNode } from '../yaml/node.ts';

/** A stretch of a file; the span counts from the start of the file. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** A text and where it is written. */
export interface PlacedText extends Place {
  readonly text: string;
}

/** What a file says to the others: small, without nodes. All spans count from the start of the file. */
export interface FileSummary {
  /** Absolute, with slashes. */
  readonly path: string;
  readonly documents: readonly DocumentSummary[];
}

export interface DocumentSummary {
  readonly span: Span;
  /** As the content tells it; what other files say of the file is not in it, see roleOf. */
  readonly role: ContentRole;
  readonly objects: readonly DeclaredObject[];
  /** Present where the document is a kustomization or a Component. */
  readonly kustomization?: KustomizationSummary;
  /** Its text, kept where it is short: it may be a patch. */
  readonly text?: string;
  /** The names of variables (`NAME` in `${NAME}`) where Flux would substitute them; absent where there are none. */
  readonly variables?: readonly PlacedText[];
}

/** What a document is by its content and its file's name alone. */
export type ContentRole =
  'object' | 'kustomization' | 'component' | 'jsonPatch' | 'helmTemplate' | 'kustomizeConfig' | 'empty' | 'other';

/** An object as a file declares it. */
export interface DeclaredObject {
  /** Of the file. */
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
  /** Other objects that this one makes in the cluster, e.g. the Secret of an ExternalSecret. */
  readonly makes: readonly MadeObject[];
  /** Present on a Flux Kustomization. */
  readonly fluxKustomization?: FluxKustomizationSummary;
  /**
   * The keys of a ConfigMap's `data`, with values as far as they fit on a line, and those of a Secret's `data` and
   * `stringData`, without values.
   */
  readonly data?: ReadonlyMap<string, DataEntry>;
  /** The URL of a GitRepository; absent where none is written. */
  readonly url?: string;
  /** The artifacts of an ArtifactGenerator. */
  readonly artifacts?: readonly GeneratedArtifact[];
  /** Whether it carries a SOPS block. */
  readonly encrypted: boolean;
}

/** An artifact of an ArtifactGenerator and the folders that are copied into it, from a source's root to its own. */
export interface GeneratedArtifact {
  readonly name: string;
  readonly copies: readonly { readonly from: string; readonly to: string }[];
}

/** One entry of a ConfigMap or Secret. The value is absent in a Secret. */
export interface DataEntry {
  readonly span: Span;
  readonly value?: string;
}

/** A place in an object that names another. */
export interface DeclaredReference {
  /** The kinds that it may name: one, unless `kind` is not written or not known. */
  readonly kindId: KindId;
  /** Undefined: the referring object's own. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Of the name's value in the file. */
  readonly span: Span;
  /** From the object's root to the map that names it, or to the text that is the name. */
  readonly path: Path;
  readonly optional: boolean;
  /** Whether the name is an alias (`*app`) of one that is written elsewhere in the document. */
  readonly isAlias: boolean;
}

/** An object that comes to be by another object or by a generator. */
export interface MadeObject {
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly span: Span;
  /** Whether it may come to be in namespaces that nothing here tells. */
  readonly anywhere?: boolean;
  /** Whether kustomize appends a hash to the name. */
  readonly hashed?: boolean;
}

/** A patch of a kustomization or of a Flux Kustomization's spec. */
export interface PatchSummary {
  /** A file's path as written, where the patch is one. */
  readonly file?: PlacedText;
  /** The patch itself, where it is written in place as text. */
  readonly inline?: PlacedText;
  /** The patch itself, where it is written in place as YAML, as old versions of Flux had it; and where. */
  readonly node?: { readonly root: YamlNode; readonly place: Place };
  /** Absent for strategic-merge patches without one: those meet the object that they name. */
  readonly target?: PatchTarget;
}

/**
 * Which objects a patch meets. Group, version, kind, name and namespace are regular expressions, anchored at both ends,
 * as kustomize reads them (api/types/selector.go).
 */
export interface PatchTarget {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

/** What a file or folder is to the kustomization that names it. */
export type PathUse =
  | 'resource'
  | 'component'
  | 'patch'
  | 'generator'
  | 'transformer'
  | 'validator'
  | 'data'
  | 'crd'
  | 'configuration'
  | 'openapi'
  | 'replacement'
  | 'values';

/** A path that a kustomization names, as written. */
export interface NamedPath extends PlacedText {
  readonly use: PathUse;
  /** The field, e.g. `resources`. */
  readonly field: string;
}

export interface KustomizationSummary {
  /** Of the file that it stands in. */
  readonly path: string;
  readonly isComponent: boolean;
  readonly namespace: PlacedText | undefined;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly paths: readonly NamedPath[];
  readonly patches: readonly PatchSummary[];
  /** Whether transformers, replacements or vars change objects in ways that are not followed. */
  readonly transforms: boolean;
  /** Whether generators or charts make objects that are not known. */
  readonly generates: boolean;
  /** The names of labels that it puts into selectors too, and so into templates. */
  readonly selectorLabels: readonly string[];
  /** The names of labels that it puts into templates, but not into selectors. */
  readonly templateLabels: readonly string[];
  /** ConfigMaps and Secrets of configMapGenerator and secretGenerator. */
  readonly makes: readonly MadeObject[];
}

export interface FluxKustomizationSummary {
  readonly path: PlacedText | undefined;
  readonly targetNamespace: PlacedText | undefined;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly components: readonly PlacedText[];
  readonly patches: readonly PatchSummary[];
  readonly prune: boolean | undefined;
  /** Whether spec.decryption is set. */
  readonly decrypts: boolean;
  readonly source: { readonly kind: string; readonly name: string; readonly namespace: string | undefined } | undefined;
  /** postBuild.substitute by name. */
  readonly substitute: ReadonlyMap<string, GivenVariable>;
  readonly substituteFrom: readonly SubstituteSource[];
  /** Whether `substituteStrategy: Always` is set; undefined where nothing is. */
  readonly substitutesAlways: boolean | undefined;
}

/** An entry of postBuild.substitute: its value, and where its name stands. */
export interface GivenVariable extends PlacedText {
  readonly keySpan: Span;
}

/** An entry of postBuild.substituteFrom. */
export interface SubstituteSource extends PlacedText {
  readonly kindId: KindId;
  readonly optional: boolean;
}
