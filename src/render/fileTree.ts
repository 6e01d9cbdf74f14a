/** Files with the folders that hold them, by absolute path. */
export interface FileTree {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The names in each folder, in the order of their UTF-16 code units. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

/**
 * A tree of `files`, whose paths are relative to `root`, an absolute path. `emptyFolders` are there too, whether they hold
 * anything or not.
 */
export function fileTree(
  root: string,
  files: Iterable<readonly [string, Uint8Array]>,
  emptyFolders: Iterable<string>,
): FileTree {
  const absolute = new Map<string, Uint8Array>();
  const names = new Map<string, Set<string>>();
  const enter = (path: string): Set<string> => {
    const known = names.get(path);
    if (known !== undefined) return known;
    const made = new Set<string>();
    names.set(path, made);
    if (path !== '/') enter(parentOf(path)).add(nameOf(path));
    return made;
  };
  enter(root);
  for (const folder of emptyFolders) enter(`${root}/${folder}`);
  for (const [path, content] of files) {
    absolute.set(`${root}/${path}`, content);
    enter(parentOf(`${root}/${path}`)).add(nameOf(path));
  }
  return { files: absolute, folders: new Map([...names].map(([path, set]) => [path, [...set].sort()])) };
}

/** The folder of an absolute path. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
