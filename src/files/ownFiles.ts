import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The folder of package.json. The bundles lie in `dist/`, which is one folder below; the sources in `src/files/`, which is
 * two. (`import.meta.dirname` is the folder of the bundle in a bundle.)
 */
const packageRoot = [join(import.meta.dirname, '..'), join(import.meta.dirname, '..', '..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
);

/** A JSON file of the package, by its parts below the package's folder; undefined if there is none or it is broken. */
export function readOwnJson(...parts: readonly string[]): unknown {
  if (packageRoot === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(join(packageRoot, ...parts), 'utf8'));
  } catch {
    return undefined;
  }
}

/** What is used of package.json. */
export interface PackageFacts {
  readonly version: string;
  /** Where a person reads about it: `https://example.org/sluice`. */
  readonly homepage?: string | undefined;
}

/** Reads package.json. */
export function packageFacts(): PackageFacts {
  const { version, homepage } = (readOwnJson('package.json') ?? {}) as Readonly<Record<string, unknown>>;
  return {
    version: typeof version === 'string' ? version : '0.0.0',
    homepage: typeof homepage === 'string' ? homepage.replace(/#.*$/, '').replace(/\/$/, '') : undefined,
  };
}

/** The page about diagnostics, to which `#code` is added: on the homepage if there is one, else the file beside us. */
export function diagnosticsPage({ homepage }: PackageFacts): string | undefined {
  const path = 'docs/diagnostics.md';
  if (homepage !== undefined) return `${homepage}/blob/main/${path}`;
  const file = packageRoot === undefined ? undefined : join(packageRoot, path);
  return file !== undefined && existsSync(file) ? pathToFileURL(file).href : undefined;
}
