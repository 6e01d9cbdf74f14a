import type { ArtifactRequest } from './messages.ts';
import { textOf, type Files } from './renderer.ts';

/** What decides which files of a worktree an artifact holds. */
export function artifactRequest(files: Files, ignore: string | undefined): ArtifactRequest {
  const rules = [...files].filter(([path]) => /(^|\/)\.sourceignore$/.test(path));
  return {
    paths: [...files.keys()],
    ignoreFiles: Object.fromEntries(rules.map(([path, content]) => [path, textOf(content)])),
    ...(ignore === undefined ? {} : { ignore }),
  };
}
