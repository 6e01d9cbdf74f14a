import type { Disposable } from '../base/disposable.ts';
import type { Preview } from '../diff/changes/preview.ts';
import type { KustomizationPrediction, ObjectPrediction } from '../diff/terms/prediction.ts';
import type { JsonObject, ObjectKey } from '../flux/object.ts';
import type { Renderer } from '../render/renderer.ts';
import type { TreeBuild } from './buildTree.ts';
import type { BuiltPart, ComparedBuilds } from './declared/comparedBuilds.ts';
import type { DeclaredChange, FilesChange } from './declared/declaredChange.ts';

/** Which files Flux is imagined to have. */
export type FilesFrom =
  /** Those on disk, with what is not saved yet, as a commit of everything would hold them. */
  | 'workingTree'
  /** Those of the revision that each Kustomization applied last. */
  | 'applied';

/** How results reach those who wait for them. */
export interface ComparisonListener {
  /** Which Kustomizations will be compared, as soon as that is known. */
  expect(keys: readonly ObjectKey[]): void;
  /** What is predicted for objects of one that is not known as a whole yet. */
  foundObjects(kustomization: ObjectKey, objects: readonly ObjectPrediction[]): void;
  /** What is predicted for one of them; a later result for the same one replaces it. */
  found(prediction: KustomizationPrediction): void;
}

/** What is to be built: a Kustomization of the cluster, or a folder (absolute) that no Kustomization names. */
export type BuildTarget = { readonly kustomization: ObjectKey } | { readonly folder: string };

/** A build to look at, and the folder (absolute) that the paths of its origins count from. */
export interface BuiltPreview {
  readonly preview: Preview;
  readonly root: string;
}

/** Two revisions of the repository in the folder `root`. */
export interface Revisions {
  readonly root: string;
  readonly from: string;
  readonly to: string;
}

/** A revision of the repository in the folder `root`, of which a tree is built. */
export interface TreeRequest {
  readonly root: string;
  readonly revision: string;
  /** Kustomizations to begin with, which need not be in the cluster; absent: those there that nothing applies. */
  readonly tops?: readonly JsonObject[];
}

/** A revision that a person may choose. */
export interface RevisionChoice {
  /** What names it to Git, and to people. */
  readonly name: string;
  readonly kind: 'branch' | 'tag' | 'commit';
  /** Subject of its commit. */
  readonly subject: string;
}

/**
 * Compares and builds: joins files, Git, the renderer and the cluster. Every call rejects with a FailureError whose
 * message is for people, or with the signal's reason.
 */
export interface Engine extends Disposable {
  /** Kustomizations of the cluster that apply one of these files or something in one of these folders (absolute). */
  appliersOf(paths: readonly string[], signal: AbortSignal): Promise<readonly ObjectKey[]>;
  /** Sources of these Kustomizations of which nothing tells the folder, not even what their builds came to. */
  unmapped(keys: readonly ObjectKey[], signal: AbortSignal): Promise<readonly ObjectKey[]>;
  /** Kustomizations of the cluster that apply a file which is not committed as it is. */
  touchedByUncommitted(signal: AbortSignal): Promise<readonly ObjectKey[]>;
  /** Predicts what becomes of these Kustomizations and of those below them; the listener hears of each as it is known. */
  predict(
    keys: readonly ObjectKey[],
    files: FilesFrom,
    listener: ComparisonListener,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Compares what two Git revisions of a repository declare, with the variables that the cluster has now; it also tells
   * the Kustomizations.
   */
  compareRevisions(revisions: Revisions, listener: ComparisonListener, signal: AbortSignal): Promise<void>;
  /**
   * What the Kustomizations of the cluster come to at a revision of a repository, each as the one above it declares it there.
   * It holds the values of Secrets: it is compared and counted, never shown.
   */
  tree(at: TreeRequest, signal: AbortSignal): Promise<readonly TreeBuild[]>;
  /** What a change of files of the repository in a folder does to what Flux builds, by files alone: no cluster is asked. */
  declaredChange(root: string, change: FilesChange, signal: AbortSignal): Promise<DeclaredChange>;
  /** Parts of the repository in a folder, as they are at two places, object by object, by files alone. */
  comparedBuilds(
    root: string,
    pairs: readonly (readonly [before: BuiltPart | undefined, after: BuiltPart | undefined])[],
    signal: AbortSignal,
  ): Promise<ComparedBuilds>;
  /** What all of this is built with; it ends with the engine. */
  renderer(): Renderer;
  /** The folders (absolute) of the repositories that are open; the one that the path `near` lies in comes first. */
  repositories(near: string | undefined, signal: AbortSignal): Promise<readonly string[]>;
  /** Branches, tags and the latest commits of the repository in a folder, the latest first. */
  revisions(root: string, signal: AbortSignal): Promise<readonly RevisionChoice[]>;
  /** The file here (absolute) that is at a path of a Kustomization's source; undefined if there is none. */
  fileOf(kustomization: ObjectKey, path: string, signal: AbortSignal): Promise<string | undefined>;
  /** Builds from the working tree. */
  build(target: BuildTarget, signal: AbortSignal): Promise<BuiltPreview>;
}
