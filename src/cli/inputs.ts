import { text } from 'node:stream/consumers';
import { findFiles, readYamlFilesAtOnce } from '../files/readFolders.ts';
import { factsOf, type FileFacts } from '../files/fileFacts.ts';
import { allOf, noFiles, withFacts, withFound, type KnownFiles } from '../files/knownFiles.ts';
import { isYamlName, lookAt, withoutMark } from '../files/readText.ts';
import { slashed } from '../files/slashes.ts';
import { readManifest, type ManifestFile } from '../manifests/manifestFile.ts';
import { folderOf, isWithin, relativePath } from '../manifests/workspace/paths.ts';
import type { Config } from './config.ts';
import { isSkippedName } from './skip.ts';

/** What is judged, and what is known for it. */
export interface Inputs {
  readonly judged: readonly ManifestFile[];
  /** All files of the repositories that the judged ones lie in. */
  readonly known: KnownFiles;
  readonly capped: boolean;
}

/** The name under which standard input is judged. */
const stdinName = 'stdin.yaml';

/** Reads what the paths name, and all around it. Rejects with a sentence if a path names nothing. */
export async function readInputs(paths: readonly string[], config: Config, signal: AbortSignal): Promise<Inputs> {
  const piped = paths.includes('-') ? [await readStdin()] : [];
  const named = await Promise.all([...new Set(paths)].filter((path) => path !== '-').map(lookAtNamed));
  const folders = named.map(({ path, isFolder }) => (isFolder ? path : folderOf(path)));
  const found = await findFiles(folders, signal);
  const facts: FileFacts[] = piped.map(factsOf);
  const judged: ManifestFile[] = [...piped];
  for (const file of readYamlFilesAtOnce(found.files)) {
    facts.push(factsOf(file));
    if (named.some((one) => isNamed(file.path, one, config))) judged.push(file);
  }
  const known = withFacts(withFound(noFiles(found.roots), found.files), facts);
  return { judged, known: found.capped ? known : allOf(known), capped: found.capped };
}

interface Named {
  readonly path: string;
  readonly isFolder: boolean;
}

async function lookAtNamed(path: string): Promise<Named> {
  const there = await lookAt(path);
  if (there === undefined) throw new Error(`${path} does not exist.`);
  const isFolder = there === 'folder';
  if (!isFolder && !isYamlName(path)) throw new Error(`${path} is no YAML file: its name must end in .yaml or .yml.`);
  return { path: slashed(path), isFolder };
}

/** A file that is named itself is judged whatever it is called. */
function isNamed(file: string, { path, isFolder }: Named, config: Config): boolean {
  if (!isFolder) return file === path;
  return (
    isWithin(file, path) &&
    !relativePath(path, file)
      .split('/')
      .some((part) => isSkippedName(part, config))
  );
}

async function readStdin(): Promise<ManifestFile> {
  return readManifest(slashed(stdinName), withoutMark(await text(process.stdin)));
}
