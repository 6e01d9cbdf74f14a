/** The folder that a path lies in: of `/a/b.yaml` it is `/a`; of `/a` it is `/`. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where a relative path leads from a folder, `.` and `..` undone, without a slash at the end. Absolute ones stay. */
export function resolvePath(folder: string, relative: string): string {
  const isAbsolute = relative.startsWith('/') || /^[A-Za-z]:\//.test(relative);
  const parts: string[] = [];
  for (const part of (isAbsolute ? relative : `${folder}/${relative}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && !/^[A-Za-z]:$/.test(parts.at(-1) ?? '')) parts.pop();
  }
  const joined = parts.join('/');
  return /^[A-Za-z]:($|\/)/.test(joined) ? joined : `/${joined}`;
}

/** The way from a folder to a path, e.g. `../base/app.yaml`; `.` for the folder itself. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/').filter((part) => part !== '');
  const to = path.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  const steps = [...Array.from({ length: from.length - common }, () => '..'), ...to.slice(common)];
  return steps.length === 0 ? '.' : steps.join('/');
}

/** Whether a path is a folder itself or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The deepest of roots that a path lies in; `roots` are sorted, the deepest first. */
export function rootAmong(roots: readonly string[], path: string): string | undefined {
  return roots.find((root) => isWithin(path, root));
}
