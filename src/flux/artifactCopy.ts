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
  /** What of the folder is copied, as names of `path.Match` from it on; absent where no pattern is given. */
  readonly pattern?: string;
  /** Where it comes to lie if it is a file; absent where a pattern is given. */
  readonly file?: string;
}

/**
 * Reads `from: @alias/pattern` and `to: @artifact/path` (source-watcher, internal/builder/builder.go): a folder is copied
 * with its name, as `cp -r` does it; of `folder/**` the content; what another pattern matches keeps its whole path.
 * Undefined for what is no copy.
 */
export function artifactCopy(from: string, to: string): ArtifactCopy | undefined {
  const [, alias, pattern] = /^@([^/]+)\/(.*)$/.exec(from) ?? [];
  const target = /^@artifact(?:\/(.*))?$/.exec(to);
  if (alias === undefined || pattern === undefined || target === null) return undefined;
  const parts = clean(pattern);
  const into = clean(target[1] ?? '');
  const glob = parts.findIndex((part) => /[*?[\]]/.test(part));
  if (glob < 0) {
    const at = [...into, ...parts.slice(-1)].join('/');
    const file = to.endsWith('/') || into.length === 0 ? at : into.join('/');
    return { alias, from: parts.join('/'), to: at, partial: false, file };
  }
  const folder = parts.slice(0, glob);
  const isLast = glob === parts.length - 1;
  const isContent = isLast && parts[glob] === '**';
  return {
    alias,
    from: folder.join('/'),
    to: [...into, ...(isContent ? [] : folder)].join('/'),
    partial: !isContent && !(isLast && parts[glob] === '*'),
    pattern: parts.slice(glob).join('/'),
  };
}

function clean(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
