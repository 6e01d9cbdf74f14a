import { homedir } from 'node:os';
import { readManifest, type ManifestFile } from '../manifests/manifestFile.ts';
import { folderOf, isWithin } from '../manifests/workspace/paths.ts';
import { gitRemotes } from './gitRemotes.ts';
import { gitRootOf } from './gitRoot.ts';
import { isUnread, isYamlName, readTexts, readTextsAtOnce, type FileText, type Unread } from './readText.ts';
import { scanFolder } from './scan.ts';
import { slashed } from './slashes.ts';

/** Characters of all YAML files together; files that would go beyond are not read. */
const mostText = 200_000_000;

/** What was found in folders, before any file is read. */
export interface FoundFiles {
  /** The folders and Git roots that were looked through: the folders that paths can be judged by. */
  readonly roots: readonly string[];
  /** The URLs of the Git remotes of those that have any. */
  readonly remotes: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly string[];
  /** Folders that could not be looked into. */
  readonly unread: readonly Unread[];
  /** Whether there is more than was looked at. */
  readonly capped: boolean;
}

/**
 * Lists the files of folders, and of the repositories that they and the named files lie in, since Flux counts paths from
 * a repository's root. A repository that is the home folder, as some keep their dotfiles, is not looked through.
 */
export async function findFiles(
  folders: readonly string[],
  signal: AbortSignal,
  named: readonly string[] = [],
): Promise<FoundFiles> {
  const home = slashed(homedir());
  const starts = [...new Set([...folders, ...named.map(folderOf)].map(slashed))];
  const wanted = await Promise.all(
    starts.map(async (folder) => {
      const repository = await gitRootOf(folder);
      return repository === undefined || isWithin(home, repository) ? folder : repository;
    }),
  );
  const tops = [...new Set(wanted)].filter((one) => !wanted.some((other) => other !== one && isWithin(one, other)));
  const scans = [];
  for (const top of tops) scans.push(await scanFolder(top, signal));
  // A folder that was asked for is looked into even where others of its name are passed over, or all is too much.
  const seen = foldersOf(scans.filter(({ capped }) => !capped).flatMap(({ files }) => files));
  for (const folder of folders.map(slashed)) {
    if (!seen.has(folder) && !tops.includes(folder)) scans.push(await scanFolder(folder, signal));
  }
  const gitRoots = scans.flatMap((scan) => scan.gitRoots);
  return {
    roots: [...new Set([...starts, ...tops, ...gitRoots])],
    remotes: await remotesOf(new Set([...tops, ...gitRoots])),
    files: [...new Set([...named, ...scans.flatMap(({ files }) => files)])],
    unread: scans.flatMap(({ unread }) => unread),
    capped: scans.some(({ capped }) => capped),
  };
}

async function remotesOf(roots: Iterable<string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const root of roots) {
    const remotes = await gitRemotes(root);
    if (remotes.length > 0) found.set(root, remotes);
  }
  return found;
}

/** The folders that files lie in, and those above. */
function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = folderOf(file); !folders.has(at); at = folderOf(at)) folders.add(at);
  }
  return folders;
}

/** Reads the YAML files among the paths, one after the other, and tells which it does not read. Throws only the signal's reason. */
export async function* readYamlFiles(
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ManifestFile | Unread> {
  const within = createAllowance();
  for await (const read of readTexts(paths.filter(isYamlName), signal)) yield within(read);
}

/** The same without letting others run. */
export function* readYamlFilesAtOnce(paths: readonly string[]): Generator<ManifestFile | Unread> {
  const within = createAllowance();
  for (const read of readTextsAtOnce(paths.filter(isYamlName))) yield within(read);
}

/** Lets files through until they are too much together. */
function createAllowance(): (read: FileText | Unread) => ManifestFile | Unread {
  let left = mostText;
  return (read) => {
    if (isUnread(read)) return read;
    if (read.text.length > left) return { path: read.path, why: `beyond ${mostText / 1_000_000} MB in all` };
    left -= read.text.length;
    return readManifest(read.path, read.text);
  };
}
