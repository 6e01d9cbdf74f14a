import type { DeclaredObject, FileSummary, MadeObject } from './fileSummary.ts';
import { folderOf, resolvePath } from './paths.ts';

/** What one file says under one key. */
export interface IndexEntry {
  /** Of the file. */
  readonly path: string;
  readonly object?: DeclaredObject;
  readonly made?: MadeObject;
}

/**
 * The keys under which a file can be found, with what it says there: `kind <kindId>` and `object <kindId>/<name>` for
 * declared objects, `makes <kindId>` and `made <kindId>/<name>` for what those or generators make, `names <path>` for
 * the paths that its kustomizations name, `applies <path>` for the folders of its Flux Kustomizations.
 */
export function indexEntries(file: FileSummary, roots: readonly string[]): (readonly [string, IndexEntry])[] {
  const { path } = file;
  const entries: (readonly [string, IndexEntry])[] = [];
  const makes = (made: MadeObject, object: DeclaredObject | undefined) => {
    const entry = { path, made, ...(object !== undefined && { object }) };
    entries.push([`makes ${made.kindId}`, entry], [`made ${made.kindId}/${made.name}`, entry]);
  };
  for (const { objects, kustomization } of file.documents) {
    for (const object of objects) {
      entries.push(
        [`kind ${object.kindId}`, { path, object }],
        [`object ${object.kindId}/${object.name}`, { path, object }],
      );
      for (const made of object.makes) makes(made, object);
      const folder = object.fluxKustomization?.path?.text;
      const root = roots.find((root) => path.startsWith(`${root}/`));
      if (folder !== undefined && root !== undefined)
        entries.push([`applies ${resolvePath(root, folder)}`, { path, object }]);
    }
    for (const made of kustomization?.makes ?? []) makes(made, undefined);
    for (const { text } of kustomization?.paths ?? [])
      entries.push([`names ${resolvePath(folderOf(path), text)}`, { path }]);
  }
  return entries;
}
