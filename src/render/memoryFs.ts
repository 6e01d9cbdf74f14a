import type { FileTree } from './fileTree.ts';
import { createMemoryDisk, refuse, type MemoryDisk } from './memoryDisk.ts';

/** `fs` in memory; see {@link createMemoryFs}. */
export interface MemoryFs {
  /** What Go's runtime expects as `globalThis.fs` (its syscall/fs_js.go). */
  readonly fs: Readonly<Record<string, unknown>>;
  /** Forgets all that was written and read; `tree` is what is there. */
  mount(tree: FileTree): void;
  /** Absolute paths of files of the tree that were read since. */
  readPaths(): string[];
}

interface OpenFile {
  readonly path: string;
  readonly append: boolean;
  position: number;
}

/** The flags of `open`, numbered as on Linux; only their being distinct matters. */
const constants = {
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 64,
  O_EXCL: 128,
  O_TRUNC: 512,
  O_APPEND: 1024,
  O_DIRECTORY: 65536,
};
/** Standard output and error. */
const outputs = [1, 2];
const firstDescriptor = 100;

/**
 * Makes Node's `fs` with callbacks, of which all are called at once, over a disk in memory. Paths are absolute, with
 * slashes, on every system. `log` gets what is written to standard output and error.
 */
export function createMemoryFs(log: (text: string) => void): MemoryFs {
  const disk = createMemoryDisk();
  const open = new Map<number, OpenFile>();
  const readBefore = new Set<string>();
  let nextDescriptor = firstDescriptor;
  const opened = (descriptor: number): OpenFile => open.get(descriptor) ?? refuse('EBADF');

  const openFile = (path: string, flags: number): number => {
    const asks = (flag: number): boolean => (flags & flag) !== 0;
    const node = disk.look(path);
    if (node !== undefined && asks(constants.O_EXCL)) refuse('EEXIST');
    if (node === undefined && !asks(constants.O_CREAT)) refuse('ENOENT');
    if (node === undefined || (node.kind === 'file' && asks(constants.O_TRUNC))) disk.write(path, new Uint8Array());
    else if (disk.isOriginal(path)) readBefore.add(path);
    nextDescriptor += 1;
    open.set(nextDescriptor, { path, append: asks(constants.O_APPEND), position: 0 });
    return nextDescriptor;
  };

  /** `at` is null where the file's own position counts. */
  const read = (descriptor: number, buffer: Uint8Array, from: number, length: number, at: number | null): number => {
    const file = opened(descriptor);
    const start = at ?? file.position;
    const part = disk.content(file.path).subarray(start, start + length);
    buffer.set(part, from);
    if (at === null) file.position += part.length;
    return part.length;
  };

  const write = (descriptor: number, buffer: Uint8Array, from: number, length: number, at: number | null): number => {
    const part = buffer.subarray(from, from + length);
    if (outputs.includes(descriptor)) {
      log(new TextDecoder().decode(part));
      return length;
    }
    const file = opened(descriptor);
    const content = disk.content(file.path);
    const start = at ?? (file.append ? content.length : file.position);
    disk.write(file.path, overwritten(content, part, start));
    if (at === null) file.position = start + length;
    return length;
  };

  return {
    fs: {
      constants,
      ...withCallbacks({
        ...pathFunctions(disk),
        open: openFile,
        close: (descriptor: number) => void open.delete(descriptor),
        fstat: (descriptor: number) => statOf(disk, opened(descriptor).path),
        read,
        write,
        ftruncate: (descriptor: number, length: number) => truncate(disk, opened(descriptor).path, length),
        fchmod: nothing,
        fchown: nothing,
        fsync: nothing,
      }),
      writeSync: (descriptor: number, buffer: Uint8Array) => write(descriptor, buffer, 0, buffer.length, null),
    },
    mount(tree) {
      disk.mount(tree);
      open.clear();
      readBefore.clear();
    },
    readPaths: () => [...readBefore],
  };
}

type Work = (...args: never[]) => unknown;

/** What works on paths alone. There are no links, and nobody but the one who runs here. */
function pathFunctions(disk: MemoryDisk): Record<string, Work> {
  const stat = (path: string): object => statOf(disk, path);
  return {
    stat,
    lstat: stat,
    readdir: disk.names,
    mkdir: disk.makeFolder,
    unlink: disk.removeFile,
    rmdir: disk.removeFolder,
    rename(from: string, to: string) {
      disk.write(to, disk.content(from));
      disk.removeFile(from);
    },
    truncate: (path: string, length: number) => truncate(disk, path, length),
    readlink: (path: string) => (disk.look(path) === undefined ? refuse('ENOENT') : refuse('EINVAL')),
    link: () => refuse('ENOSYS'),
    symlink: () => refuse('ENOSYS'),
    chmod: nothing,
    chown: nothing,
    lchown: nothing,
    utimes: nothing,
  };
}

function nothing(): undefined {
  return undefined;
}

/** Makes functions with a callback, their last argument, of functions that return or throw. */
function withCallbacks(functions: Readonly<Record<string, Work>>): Record<string, (...args: never[]) => void> {
  const withCallback =
    (work: Work) =>
    (...args: never[]): void => {
      const callback = (args as unknown[]).pop() as (error: Error | null, result?: unknown) => void;
      let result: unknown;
      try {
        result = work(...args);
      } catch (error) {
        callback(error as Error);
        return;
      }
      callback(null, result);
    };
  return Object.fromEntries(Object.entries(functions).map(([name, work]) => [name, withCallback(work)]));
}

/** Go reads every one of these fields as a number. */
function statOf(disk: MemoryDisk, path: string): object {
  const node = disk.at(path);
  const size = node.kind === 'file' ? node.content.length : 0;
  const mode = node.kind === 'folder' ? 0o040755 : 0o100644;
  return {
    ...{ dev: 1, ino: disk.inode(path), mode, nlink: 1, uid: 0, gid: 0, rdev: 0 },
    ...{ size, blksize: 4096, blocks: Math.ceil(size / 512), atimeMs: 0, mtimeMs: 0, ctimeMs: 0 },
    isDirectory: () => node.kind === 'folder',
  };
}

function truncate(disk: MemoryDisk, path: string, length: number): void {
  disk.write(path, overwritten(new Uint8Array(length), disk.content(path).subarray(0, length), 0));
}

function overwritten(content: Uint8Array, part: Uint8Array, at: number): Uint8Array {
  const result = new Uint8Array(Math.max(content.length, at + part.length));
  result.set(content);
  result.set(part, at);
  return result;
}
