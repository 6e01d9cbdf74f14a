/** A copy of an ArtifactGenerator, as far as whole folders tell it. */
export interface ArtifactCopy {
  /** Of the source. */
  readonly alias: string;
  /** The folder in the source; empty for its root. */
  readonly from: string;
  /** Where the folder's content comes to lie in the artifact; empty for its root. */
  readonly to: string;
  /** Whether only some of the folder is copied. */
  readonly partial: boolean;
}

/**
 * Reads `from: @alias/pattern` and `to: @artifact/path` (source-watcher, internal/builder/builder.go): a folder is copied
 * with its name, as `cp -r` does it; of `folder/**` the content; what another pattern matches keeps its whole path.
 * Undefined for what is no copy. A single file counts as a folder of its name, for that is not seen here.
 */
export function artifactCopy(from: string, to: string): ArtifactCopy | undefined {
  const [, alias, pattern] = /^@([^/]+)\/(.*)$/.exec(from) ?? [];
  const target = /^@artifact(?:\/(.*))?$/.exec(to);
  if (alias === undefined || pattern === undefined || target === null) return undefined;
  const parts = clean(pattern);
  const into = clean(target[1] ?? '');
  const glob = parts.findIndex((part) => /[*?[\]]/.test(part));
  if (glob < 0) return { alias, from: parts.join('/'), to: [...into, ...parts.slice(-1)].join('/'), partial: false };
  const folder = parts.slice(0, glob);
  const isLast = glob === parts.length - 1;
  const isContent = isLast && parts[glob] === '**';
  return {
    alias,
    from: folder.join('/'),
    to: [...into, ...(isContent ? [] : folder)].join('/'),
    partial: !isContent && !(isLast && parts[glob] === '*'),
  };
}

function clean(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
