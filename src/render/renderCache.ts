import type { FileContent, Files, RenderRequest, RenderResult } from './renderer.ts';
import { sameContent } from './sameContent.ts';

/** Results that still hold, by content. */
export interface RenderCache {
  /** The result of an earlier request that was the same in all that its render read. */
  find(request: RenderRequest): RenderResult | undefined;
  /** Keeps a result; `read` are the paths that its render read. */
  keep(request: RenderRequest, result: RenderResult, read: readonly string[]): void;
}

interface Entry {
  /** The files it was rendered from, or later ones that came to the same. */
  files: Files;
  readonly read: ReadonlyMap<string, FileContent | undefined>;
  readonly result: RenderResult;
}

/**
 * Makes a cache for so many results. A result holds while all that was asked but the files is the same, the same files
 * are there, and those that were read have the same content.
 */
export function createRenderCache(limit: number): RenderCache {
  /** The one used last comes last. */
  const entries = new Map<string, Entry>();

  const holds = (entry: Entry, files: Files): boolean => {
    if (entry.files === files) return true;
    if (!samePaths(entry.files, files)) return false;
    for (const [path, content] of entry.read) if (!sameContent(content, files.get(path))) return false;
    entry.files = files;
    return true;
  };

  return {
    find(request) {
      const key = keyOf(request);
      const entry = entries.get(key);
      if (entry === undefined || !holds(entry, request.files)) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.result;
    },
    keep(request, result, read) {
      const { files } = request;
      // What is left out of an artifact is said by files that no render reads.
      const rules =
        request.worktree === undefined ? [] : [...files.keys()].filter((path) => path.endsWith('.sourceignore'));
      const entry = { files, read: new Map([...read, ...rules].map((path) => [path, files.get(path)])), result };
      const key = keyOf(request);
      entries.delete(key);
      entries.set(key, entry);
      for (const oldest of [...entries.keys()].slice(0, -limit)) entries.delete(oldest);
    },
  };
}

function keyOf({ worktree, kustomization, variables, flags, exact, origins }: RenderRequest): string {
  const { apiVersion, kind, metadata, spec } = kustomization;
  const owner = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
  return JSON.stringify([worktree, owner, spec, variables, flags, exact, origins]);
}

function samePaths(a: Files, b: Files): boolean {
  if (a.size !== b.size) return false;
  for (const path of a.keys()) if (!b.has(path)) return false;
  return true;
}
