import { nameOf, parentOf, type FileTree } from './fileTree.ts';

/** What is at a path. */
export type DiskNode = { readonly kind: 'file'; readonly content: Uint8Array } | { readonly kind: 'folder' };

/** Files in memory by absolute path. What cannot be done throws an error with one of `fs`'s codes. */
export interface MemoryDisk {
  /** Forgets all that was written; `tree` is what is there. */
  mount(tree: FileTree): void;
  look(path: string): DiskNode | undefined;
  /** What is there; throws ENOENT. */
  at(path: string): DiskNode;
  /** The content of a file; throws ENOENT, EISDIR. */
  content(path: string): Uint8Array;
  /** Whether it is a file of the tree, untouched. */
  isOriginal(path: string): boolean;
  names(folder: string): string[];
  write(path: string, content: Uint8Array): void;
  makeFolder(path: string): void;
  removeFile(path: string): void;
  removeFolder(path: string): void;
  /** A number of its own for each path, as long as the tree is mounted. */
  inode(path: string): number;
}

const always = ['/', '/tmp'];

/** Makes a disk of two layers: a tree that never changes, and what was written since it was mounted. */
export function createMemoryDisk(): MemoryDisk {
  let base: FileTree = { files: new Map(), folders: new Map() };
  /** Undefined: removed. */
  const written = new Map<string, DiskNode | undefined>();
  const inodes = new Map<string, number>();

  const look = (path: string): DiskNode | undefined => {
    if (written.has(path)) return written.get(path);
    const content = base.files.get(path);
    if (content !== undefined) return { kind: 'file', content };
    return base.folders.has(path) || always.includes(path) ? { kind: 'folder' } : undefined;
  };
  const at = (path: string): DiskNode => look(path) ?? refuse('ENOENT');

  const names = (folder: string): string[] => {
    if (at(folder).kind !== 'folder') refuse('ENOTDIR');
    const found = new Set(base.folders.get(folder));
    for (const [path, node] of written) {
      if (path === '/' || parentOf(path) !== folder) continue;
      if (node === undefined) found.delete(nameOf(path));
      else found.add(nameOf(path));
    }
    return [...found].sort();
  };

  return {
    mount(tree) {
      base = tree;
      written.clear();
      inodes.clear();
    },
    look,
    at,
    names,
    content(path) {
      const node = at(path);
      return node.kind === 'file' ? node.content : refuse('EISDIR');
    },
    isOriginal: (path) => base.files.has(path) && !written.has(path),
    write(path, content) {
      if (look(parentOf(path))?.kind !== 'folder') refuse('ENOENT');
      written.set(path, { kind: 'file', content });
    },
    makeFolder(path) {
      if (look(path) !== undefined) refuse('EEXIST');
      if (look(parentOf(path))?.kind !== 'folder') refuse('ENOENT');
      written.set(path, { kind: 'folder' });
    },
    removeFile(path) {
      if (at(path).kind === 'folder') refuse('EISDIR');
      written.set(path, undefined);
    },
    removeFolder(path) {
      if (names(path).length > 0) refuse('ENOTEMPTY');
      written.set(path, undefined);
    },
    inode(path) {
      const known = inodes.get(path) ?? inodes.size + 1;
      inodes.set(path, known);
      return known;
    },
  };
}

/** Throws an error as `fs` gives it. */
export function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}
