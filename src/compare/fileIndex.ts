import type { SourceFileMap } from '../git/sourceFiles.ts';
import { isYamlName } from '../files/readText.ts';
import { readManifest } from '../manifests/manifestFile.ts';
import type { FileSummary } from '../manifests/workspace/fileSummary.ts';
import { summarise } from '../manifests/workspace/summarise.ts';
import { completed, emptyWorkspace, withFiles, withPaths, type Workspace } from '../manifests/workspace/workspace.ts';

/** Longest file that is looked at, in bytes: nobody writes a larger kustomization by hand. */
const longest = 1_000_000;

/** What a file says to others, by its content; its path stands in it. */
const known = new WeakMap<Uint8Array, FileSummary>();

/**
 * What all YAML files of a repository say to each other, with absolute paths; files over 1 MB only by their paths. What did
 * not change costs nothing again. Rejects with the signal's reason.
 * @param files by path from the root
 */
export async function indexFiles(root: string, files: SourceFileMap, signal: AbortSignal): Promise<Workspace> {
  const summaries: FileSummary[] = [];
  for (const [path, content] of files) {
    if (!isYamlName(path) || content.length > longest) continue;
    const full = `${root}/${path}`;
    const before = known.get(content);
    if (before?.path === full) summaries.push(before);
    else {
      // Parsing all of a large repository takes a second: others want to run meanwhile.
      if (summaries.length % 50 === 0) await new Promise(setImmediate);
      signal.throwIfAborted();
      const summary = summarise(readManifest(full, decoder.decode(content)));
      known.set(content, summary);
      summaries.push(summary);
    }
  }
  const all = withFiles(emptyWorkspace([root]), summaries);
  return completed(
    withPaths(
      all,
      Array.from(files.keys(), (path) => `${root}/${path}`),
    ),
  );
}

const decoder = new TextDecoder();
