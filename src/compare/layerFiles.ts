import type { SourceFileMap, SourceNote } from '../git/sourceFiles.ts';
import { isBelow, type Artifact, type Layer } from '../origin/layers.ts';

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

/** What files of sources are made from. */
export interface LayerPorts {
  /** The files of a repository, by its root: paths from there, with slashes. */
  readonly of: (root: string) => Promise<RepositoryFiles>;
  /** Which of a source's files its artifact leaves out: by `spec.ignore`, .sourceignore files and what is built in; undefined if unknown. */
  readonly leftOut: (files: SourceFileMap, ignore: string | undefined) => Promise<ReadonlySet<string> | undefined>;
}

/**
 * Lays the files of folders over each other, as a source has them: of one path the last layer counts. A single layer that is
 * a whole repository stays the same map. Rejects as the ports do.
 */
export async function layerFiles(layers: readonly Layer[], ports: LayerPorts): Promise<LayeredFiles> {
  return laidOver(layers, ports, new Map());
}

/** What artifacts leave out, each asked once. */
type LeftOut = Map<Artifact, Promise<ReadonlySet<string> | undefined>>;

async function laidOver(layers: readonly Layer[], ports: LayerPorts, known: LeftOut): Promise<LayeredFiles> {
  const leftOut = async (artifact: Artifact): Promise<ReadonlySet<string> | undefined> => {
    const { files } = await laidOver(artifact.layers, ports, known);
    return ports.leftOut(files, artifact.ignore);
  };
  const once = (artifact: Artifact): Promise<ReadonlySet<string> | undefined> => {
    const work = known.get(artifact) ?? leftOut(artifact);
    known.set(artifact, work);
    return work;
  };
  const parts = await Promise.all(
    layers.map(async (layer) => {
      const hidden = await Promise.all(
        (layer.through ?? []).map(async ({ artifact, pathOf }) => ({ paths: await once(artifact), pathOf })),
      );
      const passes = (path: string): boolean => hidden.every(({ paths, pathOf }) => paths?.has(pathOf(path)) !== true);
      const unsure = layer.unsure === true || hidden.some(({ paths }) => paths === undefined);
      return partOf({ ...layer, unsure }, await ports.of(layer.repository.root), passes);
    }),
  );
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const files = new Map(parts.flatMap((part) => [...part.files]));
  return { files, uncertain: parts.flatMap(({ uncertain }) => uncertain) };
}

/** @param passes whether a file of the folder is in the artifacts that it came through */
function partOf(layer: Layer, { files, notes }: RepositoryFiles, passes: (path: string) => boolean): LayeredFiles {
  const { folder, at, repository, keeps, through, unsure, fileAt = at } = layer;
  const below = folder.slice(repository.root.length).replace(/^\//, '');
  const innerOf = (path: string): string => (below === '' ? path : path.slice(below.length + 1));
  const isKept = (path: string): boolean =>
    isBelow(path, below) && keeps?.(innerOf(path)) !== false && passes(innerOf(path));
  const uncertain = notes.flatMap(({ path, code }) => (uncertainNotes.includes(code) && isKept(path) ? [path] : []));
  // The same map costs the renderer nothing again.
  if (below === '' && at === '' && !keeps && !through && unsure !== true) return { files, uncertain };
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
