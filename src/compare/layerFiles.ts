import type { SourceFileMap, SourceNote } from '../git/sourceFiles.ts';
import { isBelow, type Layer } from '../origin/layers.ts';

/** The files of a repository at one moment. */
export interface RepositoryFiles {
  readonly files: SourceFileMap;
  readonly notes: readonly SourceNote[];
}

/** The files of a source, and why they may not be all that Flux has. */
export interface LayeredFiles {
  readonly files: SourceFileMap;
  /** Paths in the source whose content is not as Flux has it. */
  readonly uncertain: readonly string[];
}

/** Notes that say that Flux has something else; links, submodules and pointers are for Flux what they are here. */
const uncertainNotes: readonly SourceNote['code'][] = ['tooLarge', 'missing', 'filtered'];

/**
 * Lays the files of folders over each other, as a source has them: of one path the last layer counts. A single layer that is
 * a whole repository stays the same map. Rejects as `of` does.
 * @param of the files of a layer's repository, by its root: paths from there, with slashes
 */
export async function layerFiles(
  layers: readonly Layer[],
  of: (root: string) => Promise<RepositoryFiles>,
): Promise<LayeredFiles> {
  const parts = await Promise.all(layers.map(async (layer) => partOf(layer, await of(layer.repository.root))));
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const files = new Map(parts.flatMap((part) => [...part.files]));
  return { files, uncertain: parts.flatMap(({ uncertain }) => uncertain) };
}

function partOf(layer: Layer, { files, notes }: RepositoryFiles): LayeredFiles {
  const { folder, at, repository, keeps, unsure, fileAt = at } = layer;
  const below = folder.slice(repository.root.length).replace(/^\//, '');
  const innerOf = (path: string): string => (below === '' ? path : path.slice(below.length + 1));
  const isKept = (path: string): boolean => isBelow(path, below) && keeps?.(innerOf(path)) !== false;
  const uncertain = notes.flatMap(({ path, code }) => (uncertainNotes.includes(code) && isKept(path) ? [path] : []));
  // The same map costs the renderer nothing again.
  if (below === '' && at === '' && !keeps && unsure !== true) return { files, uncertain };
  const place = (path: string): string => {
    if (path === below) return fileAt;
    return at === '' ? innerOf(path) : `${at}/${innerOf(path)}`;
  };
  const inside = [...files].filter(([path]) => isKept(path));
  return {
    files: new Map(inside.map(([path, content]) => [place(path), content])),
    uncertain: [...uncertain.map(place), ...(unsure === true ? [at === '' ? '.' : at] : [])],
  };
}
