/**
 * What the editor and the language server say to each other beyond the Language Server Protocol. Both sides read this
 * file and no other of each other's. Every value is JSON. All of it is optional: a client that knows nothing of it gets
 * a complete server (`node dist/server.cjs --stdio`).
 *
 * What is the protocol's own is used as it is: settings change by `workspace/didChangeConfiguration`, with
 * `{settings: {sluice: ServerSettings}}`; refreshed diagnostics and lenses are asked for by
 * `workspace/diagnostic/refresh` and `workspace/codeLens/refresh`; server messages are `window/logMessage`.
 */
import type { ClusterFacts, ClusterObject } from '../flux/clusterFacts.ts';
import type { JsonObject, KindId, ObjectKey } from '../flux/object.ts';

/** `initializationOptions` of the `initialize` request. Unknown fields are ignored, absent ones have the default named. */
export interface InitializationOptions {
  /**
   * Commands that the client can run: those behind a lens, e.g. `sluice.reconcile`, and `editor.action.triggerSuggest`
   * after a completion that leads to the next. What would need another is not sent. Default: none.
   */
  readonly clientCommands?: readonly string[];
  /** A folder that the server may write to, for cluster schemas that are used offline. Default: nothing is kept. */
  readonly cacheFolder?: string;
  /** The cluster that counts from the start: what is cached of it is used until {@link clusterSchemas} says more. */
  readonly cluster?: ClusterIdentity | null;
  /** Settings at the start. Default: {@link defaultSettings}. */
  readonly settings?: Partial<ServerSettings>;
}

/** What a person can set. A value that is no such thing counts as absent. */
export interface ServerSettings {
  /** Whether errors of YAML syntax and duplicate keys are reported; not where another extension does so already. */
  readonly reportYamlSyntax: boolean;
  /** Whether variables that nothing declares are errors, as kustomize-controller holds them since Flux 2.9. */
  readonly strictSubstitution: boolean;
  /** Judge as this version of Kubernetes would, e.g. `1.34`. `auto`: the cluster's, else the newest that is known. */
  readonly kubernetesVersion: string;
  /** Judge as this version of Flux would, e.g. `2.7`. `auto`: the cluster's, else the newest that is known. */
  readonly fluxVersion: string;
  /**
   * Files and folders with CustomResourceDefinitions or JSON schemas, absolute or relative to a workspace folder. They
   * come after the cluster's and the workspace's.
   */
  readonly schemaLocations: readonly string[];
}

/** The settings of a client that says nothing. */
export const defaultSettings: ServerSettings = {
  reportYamlSyntax: true,
  strictSubstitution: true,
  kubernetesVersion: 'auto',
  fluxVersion: 'auto',
  schemaLocations: [],
};

/** Which cluster something is known of. */
export interface ClusterIdentity {
  /** The same for the same cluster over time, and another for every other: its `kube-system` namespace's UID, else its server's URL. */
  readonly id: string;
  /** For a person: the kubeconfig context's name. */
  readonly name: string;
}

/**
 * Notification, editor to server: what the cluster holds now, without data of any object. Each replaces the last; null:
 * no cluster is connected. Sent when it changed, at most once a second.
 */
export const clusterFacts = 'sluice/clusterFacts';

/** Parameters of {@link clusterFacts}. */
export interface ClusterFactsParams {
  readonly facts: ClusterFactsJson | null;
}

/** `ClusterFacts` with maps as lists of entries and sets as lists; see {@link factsToJson}. */
export interface ClusterFactsJson {
  readonly context: string;
  readonly kubernetesVersion?: string;
  readonly fluxVersion?: string;
  readonly objects: readonly (readonly [ObjectKey, ClusterObject])[];
  readonly listed: readonly KindId[];
}

/** The facts as they are sent. */
export function factsToJson({ objects, listed, ...rest }: ClusterFacts): ClusterFactsJson {
  return { ...rest, objects: [...objects], listed: [...listed] };
}

/** The facts as they were before {@link factsToJson}. */
export function factsFromJson({ objects, listed, ...rest }: ClusterFactsJson): ClusterFacts {
  return { ...rest, objects: new Map(objects), listed: new Set(listed) };
}

/** Notification, editor to server: which cluster counts and which kinds it serves. Each replaces the last. */
export const clusterSchemas = 'sluice/clusterSchemas';

/** Parameters of {@link clusterSchemas}; a cluster of null: none counts any more. */
export interface ClusterSchemasParams {
  readonly cluster: ClusterIdentity | null;
  /** As the API server gives it: `v1.34.2`. */
  readonly kubernetesVersion?: string;
  /** The distribution's, where it is known: `v2.7.3`. */
  readonly fluxVersion?: string;
  /**
   * All CustomResourceDefinitions of the cluster, as the API server gives them; `status` and `managedFields` may be
   * left out. They are kept on disk. Absent: they are not known now (no connection, no right to list them), and those
   * on disk count.
   */
  readonly definitions?: readonly JsonObject[];
}

/** Notification, server to editor: how far the server is. Sent when it changed, at most once a second. */
export const status = 'sluice/status';

/** Parameters of {@link status}. */
export interface StatusParams {
  /** `reading`: the workspace is not read yet, so what a file refers to may not be known. */
  readonly state: 'reading' | 'ready';
  /** YAML files that are known. */
  readonly files: number;
  /** Whether files were left out: the workspace holds too many, or some cannot be read. */
  readonly capped: boolean;
  /** What is judged by, for a person: `Kubernetes 1.36`, `Flux 2.9`, `cluster staging`. */
  readonly schemas: readonly string[];
}

/**
 * Request, editor to server: which documents of a file Sluice judges, so that another extension can leave them alone.
 * Answered with {@link JudgedResult}; for a file that is not open from its text on disk, with no documents if there is none.
 */
export const judged = 'sluice/judged';

/** Parameters of {@link judged}. */
export interface JudgedParams {
  readonly uri: string;
}

/** The answer to {@link judged}, one entry for each document of the file, in order. */
export interface JudgedResult {
  readonly documents: readonly boolean[];
}

/**
 * Request, editor to server: which files declare an object of the cluster. Answered with {@link WhereDeclaredResult} once the
 * workspace is read.
 */
export const whereDeclared = 'sluice/whereDeclared';

/** Parameters of {@link whereDeclared}. */
export interface WhereDeclaredParams {
  readonly object: ObjectKey;
  /** The folders that its owner, a Kustomization, reads: absolute, with slashes. Empty where that is not known. */
  readonly folders: readonly string[];
}

/** The answer to {@link whereDeclared}: the likeliest places, the likeliest first. */
export interface WhereDeclaredResult {
  readonly places: readonly {
    readonly uri: string;
    /** Of the object's name, as LSP counts. */
    readonly range: { readonly start: LinePosition; readonly end: LinePosition };
    /** Whether name and namespace are the object's for sure. */
    readonly certain: boolean;
  }[];
}

/** A place in a text: lines and UTF-16 units from 0. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/**
 * Request, editor to server: which folders a Kustomization has to be for to read a file. Answered with
 * {@link FoldersResult} once the workspace is read; the nearest first.
 */
export const readBy = 'sluice/readBy';

/** Parameters of {@link readBy}. */
export interface ReadByParams {
  readonly uri: string;
}

/**
 * Request, editor to server: which folders a source may be made of, such as the one that was pushed as an artifact.
 * Answered with {@link FoldersResult} once the workspace is read.
 */
export const candidateFolders = 'sluice/candidateFolders';

/** Parameters of {@link candidateFolders}. */
export interface CandidateFoldersParams {
  /** What Kustomizations take from the source: their spec.path. */
  readonly paths: readonly string[];
  /** The repositories to look in. */
  readonly roots: readonly string[];
}

/** Folders of this machine: absolute, with slashes. */
export interface FoldersResult {
  readonly folders: readonly string[];
}
