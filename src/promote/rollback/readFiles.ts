import type { TreeBuild } from '../../compare/buildTree.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { isBelow } from '../../origin/layers.ts';
import type { SourceFolder } from '../../origin/sourceFolder.ts';

/** The files of a repository that a build read, by paths from its root; undefined where it was not built. */
export function readFiles({ build, place }: TreeBuild, root: string): readonly string[] | undefined {
  if (build?.outcome !== 'built' || build.read === undefined) return undefined;
  return inRepository(build.read, place, root);
}

/** The file of a repository, from its root, that a Kustomization's build has an object from; undefined where nobody knows. */
export function originOf({ build, place }: TreeBuild, key: ObjectKey, root: string): string | undefined {
  const objects = build?.outcome === 'built' ? build.objects : [];
  const origin = objects.find(({ object }) => keyOfObject(object) === key)?.origin;
  return origin && inRepository([origin.path], place, root)[0];
}

/** Where paths of a source are in a repository; those that are of another one are left out. */
function inRepository(paths: readonly string[], place: SourceFolder, root: string): readonly string[] {
  if (place.state === 'elsewhere') return [];
  return paths.flatMap((path) => {
    const layer = place.layers.findLast((one) => {
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
