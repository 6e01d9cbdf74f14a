import { text } from 'node:stream/consumers';
import { findFiles, readYamlFilesAtOnce } from '../files/readFolders.ts';
import { factsOf, type FileFacts } from '../files/fileFacts.ts';
import { allOf, noFiles, withFacts, withFound, withoutContent, type KnownFiles } from '../files/knownFiles.ts';
import { isUnread, isYamlName, lookAt, readText, withoutMark, type Unread } from '../files/readText.ts';
import { slashed } from '../files/slashes.ts';
import { isTooLarge, readManifest, type ManifestFile } from '../manifests/manifestFile.ts';
import { isWithin, relativePath } from '../manifests/workspace/paths.ts';
import { isStagesFile } from '../language/assumedKind.ts';
import type { Config } from './config.ts';
import { isSkippedName } from './skip.ts';

/** What is judged, and what is known for it. */
export interface Inputs {
  readonly judged: readonly ManifestFile[];
  /** All files of the repositories that the judged ones lie in. */
  readonly known: KnownFiles;
  /** Files and folders there that were not read. */
  readonly unread: readonly Unread[];
  readonly capped: boolean;
}

/** The name under which standard input is judged. */
const stdinName = 'stdin.yaml';

/**
 * Reads what the paths name, and all around it. Rejects with a sentence if a path names nothing, or a file that cannot be
 * read: it was to be judged.
 */
export async function readInputs(paths: readonly string[], config: Config, signal: AbortSignal): Promise<Inputs> {
  const piped = paths.includes('-') ? [await readStdin()] : [];
  const named = await Promise.all([...new Set(paths)].filter((path) => path !== '-').map(lookAtNamed));
  const folders = named.filter(({ isFolder }) => isFolder).map(({ path }) => path);
  const files = new Set(named.filter(({ isFolder }) => !isFolder).map(({ path }) => path));
  const judged: ManifestFile[] = [...piped];
  for (const file of files) judged.push(await readNamed(file));
  const found = await findFiles(folders, signal, [...files]);
  const facts: FileFacts[] = judged.map(factsOf);
  const unread: Unread[] = [];
  const inPart: Unread[] = [];
  for (const read of readYamlFilesAtOnce(found.files.filter((file) => !files.has(file)))) {
    if (isUnread(read)) {
      unread.push(read);
      continue;
    }
    facts.push(factsOf(read));
    const why = tooLongIn(read);
    if (why !== undefined) inPart.push({ path: read.path, why: why.replace(/\.$/, '') });
    if (folders.some((folder) => isMeant(read.path, folder, config))) judged.push(read);
  }
  const read = withFacts(withFound(noFiles(found.roots, found.remotes), found.files), facts);
  const known = withoutContent(
    read,
    unread.map(({ path }) => path),
  );
  return {
    judged,
    known: found.capped || found.unread.length > 0 ? known : allOf(known),
    unread: [...found.unread, ...unread, ...inPart],
    capped: found.capped,
  };
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
async function readNamed(path: string): Promise<ManifestFile> {
  const read = await readText(path);
  if (read === undefined) throw new Error(`${path} does not exist.`);
  if (isUnread(read)) throw new Error(`${path} cannot be judged: ${read.why}.`);
  return whole(readManifest(path, read.text));
}

/** A file that is read as a whole; throws a sentence for one with a part that is too long to be read. */
function whole(file: ManifestFile): ManifestFile {
  const why = tooLongIn(file);
  if (why !== undefined) throw new Error(`${file.path} cannot be judged. ${why}`);
  return file;
}

/** What of a file was too long to be read, as a sentence. No cluster takes an object as long as that: it declares nothing. */
function tooLongIn({ documents }: ManifestFile): string | undefined {
  return documents.find(({ content }) => isTooLarge(content))?.content.problems[0]?.message;
}

/** Whether a file in a folder is judged when the folder is. Its stages are, though names that begin with a dot are skipped. */
function isMeant(file: string, folder: string, config: Config): boolean {
  if (!isWithin(file, folder)) return false;
  const names = relativePath(folder, file).split('/');
  return !(isStagesFile(file) ? names.slice(0, -1) : names).some((name) => isSkippedName(name, config));
}

async function readStdin(): Promise<ManifestFile> {
  return whole(readManifest(slashed(stdinName), withoutMark(await text(process.stdin))));
}
