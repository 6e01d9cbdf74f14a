import { homedir } from 'node:os';
import { readManifest, type ManifestFile } from '../manifests/manifestFile.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { gitRootOf } from './gitRoot.ts';
import { isYamlName, readTexts, readTextsAtOnce } from './readText.ts';
import { scanFolder } from './scan.ts';
import { slashed } from './slashes.ts';

/** Characters of all YAML files together; what would go beyond is left out. */
const mostText = 200_000_000;

/** What was found in folders, before any file is read. */
export interface FoundFiles {
  /** The folders and Git roots that were looked through: the folders that paths can be judged by. */
  readonly roots: readonly string[];
  readonly files: readonly string[];
  readonly capped: boolean;
}

/**
 * Lists the files of folders, and of the repositories that they lie in, since Flux counts paths from a repository's root.
 * A repository that is the home folder, as some keep their dotfiles, is not looked through.
 */
export async function findFiles(folders: readonly string[], signal: AbortSignal): Promise<FoundFiles> {
  const home = slashed(homedir());
  const wanted = await Promise.all(
    folders.map(async (folder) => {
      const repository = await gitRootOf(folder);
      return repository === undefined || isWithin(home, repository) ? slashed(folder) : repository;
    }),
  );
  const tops = [...new Set(wanted)].filter((one) => !wanted.some((other) => other !== one && isWithin(one, other)));
  const scans = [];
  for (const top of tops) scans.push(await scanFolder(top, signal));
  return {
    roots: [...new Set([...folders.map(slashed), ...tops, ...scans.flatMap(({ gitRoots }) => gitRoots)])],
    files: scans.flatMap(({ files }) => files),
    capped: scans.some(({ capped }) => capped),
  };
}

/** Reads the YAML files among the paths, one after the other. Throws only the signal's reason. */
export async function* readYamlFiles(paths: readonly string[], signal: AbortSignal): AsyncGenerator<ManifestFile> {
  let left = mostText;
  for await (const { path, text } of readTexts(paths.filter(isYamlName), signal)) {
    left -= text.length;
    if (left < 0) return;
    yield readManifest(path, text);
  }
}

/** The same without letting others run. */
export function* readYamlFilesAtOnce(paths: readonly string[]): Generator<ManifestFile> {
  let left = mostText;
  for (const { path, text } of readTextsAtOnce(paths.filter(isYamlName))) {
    left -= text.length;
    if (left < 0) return;
    yield readManifest(path, text);
  }
}
