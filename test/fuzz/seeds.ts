import { readdirSync, readFileSync } from 'node:fs';

/** A text to make others of, at its path in the workspace. */
export interface Seed {
  readonly path: string;
  readonly text: string;
}

const folders = ['./seeds/', '../fixtures/flux/', '../fixtures/fleet/'].map(
  (folder) => new URL(folder, import.meta.url),
);

/** The project's own manifests, and those written to be mutated. */
export const seeds: readonly Seed[] = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({
      path: `/repo/${name.replaceAll('\\', '/')}`,
      text: readFileSync(new URL(name, folder), 'utf8'),
    })),
);
