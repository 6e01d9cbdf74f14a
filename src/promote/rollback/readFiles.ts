import type { TreeBuild } from '../../compare/buildTree.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { isEqual } from '../../diff/values/equal.ts';
import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import { isBelow, type Layer } from '../../origin/layers.ts';
import type { Reader } from '../../stages/terms/rollback.ts';
import type { SourceFolder } from '../../origin/sourceFolder.ts';

/** The files of a repository that a build read, by paths from its root; undefined where it was not built. */
export function readFiles({ build, place }: TreeBuild, root: string): readonly string[] | undefined {
  if (build?.outcome !== 'built' || build.read === undefined) return undefined;
  return inRepository(build.read, layersOf(place), root);
}

/** The file of a repository, from its root, that a Kustomization's build has an object from; undefined where nobody knows. */
export function originOf({ build, place }: TreeBuild, key: ObjectKey, root: string): string | undefined {
  const objects = build?.outcome === 'built' ? build.objects : [];
  const origin = objects.find(({ object }) => keyOfObject(object) === key)?.origin;
  return origin && inRepository([origin.path], layersOf(place), root)[0];
}

/** What a file declares besides some objects, where that is another one in the second build than in the first. */
export function declaredBeside(
  own: readonly ObjectKey[],
  [now, then]: readonly (TreeBuild | undefined)[],
  root: string,
): (path: string) => readonly Reader[] {
  const [fresh, old] = [now, then].map((one) => (one?.build?.outcome === 'built' ? one.build.objects : []));
  const known = new Map(old?.map(({ object }) => [keyOfObject(object), object]));
  const layers = now === undefined ? [] : layersOf(now.place);
  const others = fresh?.flatMap(({ object, origin }) => {
    const key = keyOfObject(object);
    const [path] = origin === undefined ? [] : inRepository([origin.path], layers, root);
    return path === undefined || own.includes(key) || isEqual(known.get(key), object) ? [] : [{ key, path }];
  });
  return (path) =>
    (others ?? [])
      .filter((one) => one.path === path)
      .map(({ key }) => ({ name: nameInSentence(key), declaredIn: path, effect: 'goes back too' }));
}

function layersOf(place: SourceFolder): readonly Layer[] {
  return place.state === 'elsewhere' ? [] : place.layers;
}

/** Where paths of a source are in a repository; those that are of another one are left out. */
export function inRepository(paths: readonly string[], layers: readonly Layer[], root: string): readonly string[] {
  return paths.flatMap((path) => {
    const layer = layers.findLast((one) => {
      const inner = one.at === '' ? path : path.slice(one.at.length + 1);
      return (isBelow(path, one.at) || path === one.fileAt) && one.keeps?.(inner) !== false;
    });
    if (layer?.repository.root !== root) return [];
    const { folder, at, fileAt } = layer;
    const inner = path === fileAt && path !== at ? '' : at === '' ? path : path.slice(at.length + 1);
    const full = inner === '' ? folder : `${folder}/${inner}`;
    return full.startsWith(`${root}/`) ? [full.slice(root.length + 1)] : [];
  });
}
