import { resolvePath } from '../manifests/workspace/paths.ts';
import type { Follows } from './follows.ts';
import type { OpenRepository } from './openRepository.ts';

/** A folder here whose content lies at a place of a source. Later layers lie over earlier ones. */
export interface Layer {
  /** Absolute, with slashes. */
  readonly folder: string;
  /** Where it lies in the source: no slashes at its ends, empty for the root. */
  readonly at: string;
  /** The open repository that it is in. */
  readonly repository: OpenRepository;
  /** What the layer's source follows; undefined for one that is no GitRepository. */
  readonly follows: Follows | undefined;
  /**
   * Which files of the folder are in the source, by their paths in it: GitRepository's sparseCheckout, a copy's pattern or
   * exclusions. Absent where all are.
   */
  readonly keeps?: Keeps;
  /** The artifacts that the files came through, from the first: what these leave out is not in the source. */
  readonly through?: readonly Passage[];
  /** Where it lies if `folder` turns out to be a file; absent where that is as for a folder. */
  readonly fileAt?: string;
  /** Set where what comes of the files is not known: a copy that merges them, or unpacks them. */
  readonly unsure?: boolean;
}

/** What source-controller makes of a source before others take from it: all of its files but those that are ignored. */
export interface Artifact {
  readonly layers: readonly Layer[];
  /** The source's `spec.ignore`. */
  readonly ignore: string | undefined;
}

/** How files of a folder lie in an artifact. */
export interface Passage {
  readonly artifact: Artifact;
  /** Where a file of the folder is in the artifact. */
  readonly pathOf: (path: string) => string;
}

/** Whether a file is in a source, by its path in a folder of it. */
export type Keeps = (path: string) => boolean;

/** How a part of a source comes to lie in another one. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /** Which files below `from` do. */
  readonly keeps?: Keeps | undefined;
  readonly file?: string | undefined;
  readonly unsure?: boolean;
}

/** The layers of a source as others find them: without what its artifact leaves out. */
export function throughArtifact(artifact: Artifact): readonly Layer[] {
  return artifact.layers.map((layer) => {
    const { at, fileAt = at, through = [] } = layer;
    const pathOf = (path: string): string => (path === '' ? fileAt : joined(at, path));
    return { ...layer, through: [...through, { artifact, pathOf }] };
  });
}

/** The part of layers that lies under `from`, as it comes to lie under `to`. */
export function movedLayers(layers: readonly Layer[], { from, to, keeps, file, unsure }: Way): Layer[] {
  return layers.flatMap((layer): Layer[] => {
    const { folder, at, repository, follows, through } = layer;
    const common = {
      repository,
      follows,
      ...(through && { through }),
      ...((unsure === true || layer.unsure === true) && { unsure: true }),
    };
    if (isBelow(from, at)) {
      const rest = restOf(from, at);
      const kept = both(layer.keeps && ((path) => layer.keeps?.(joined(rest, path)) === true), keeps);
      const inner = through?.map(({ artifact, pathOf }): Passage => ({
        artifact,
        pathOf: (path) => pathOf(joined(rest, path)),
      }));
      const moved = {
        ...common,
        ...(inner && { through: inner }),
        folder: resolvePath(folder, rest || '.'),
        at: to,
        ...(kept && { keeps: kept }),
      };
      return [file === undefined ? moved : { ...moved, fileAt: file }];
    }
    if (!isBelow(at, from)) return [];
    const below = restOf(at, from);
    const kept = both(layer.keeps, keeps && ((path) => keeps(joined(below, path))));
    return [{ ...common, folder, at: joined(to, below), ...(kept && { keeps: kept }) }];
  });
}

function both(one: Keeps | undefined, other: Keeps | undefined): Keeps | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (path) => one(path) && other(path);
}

/**
 * The folders here that a path of a source is: absolute, those of upper layers first. A Kustomization's spec.path, for
 * one.
 */
export function foldersAt(layers: readonly Layer[], path: string | undefined): readonly string[] {
  const wanted = cleanPath(path);
  return layers
    .filter(({ at }) => isBelow(wanted, at))
    .map(({ folder, at }) => resolvePath(folder, restOf(wanted, at) || '.'))
    .reverse();
}

/** A path as sources have it: no slashes at its ends, `.` and `..` undone, never above the root. */
export function cleanPath(path: string | undefined): string {
  return resolvePath('/', (path ?? '').replace(/^\/+/, '')).slice(1);
}

/** Whether a path of a source is a folder of it or lies in it. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

function restOf(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
