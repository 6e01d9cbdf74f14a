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
  /** Whether only some of the folder is in the source: GitRepository's sparseCheckout, a copy's pattern or exclusions. */
  readonly partial: boolean;
}

/** The part of layers that lies under `from`, as it comes to lie under `to`; `partial`: not all of it does. */
export function movedLayers(
  layers: readonly Layer[],
  { from, to, partial }: { readonly from: string; readonly to: string; readonly partial: boolean },
): Layer[] {
  return layers.flatMap((layer): Layer[] => {
    const part = partial || layer.partial;
    if (isBelow(from, layer.at)) {
      return [{ ...layer, folder: resolvePath(layer.folder, restOf(from, layer.at) || '.'), at: to, partial: part }];
    }
    if (isBelow(layer.at, from)) return [{ ...layer, at: joined(to, restOf(layer.at, from)), partial: part }];
    return [];
  });
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
