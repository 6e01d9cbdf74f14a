import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The bundles beside cli.cjs that are loaded when a command needs them, with what they export. */
interface Bundles {
  cluster: typeof import('../cluster/entry.ts');
  compare: typeof import('../compare/entry.ts');
  promote: typeof import('../promote/entry.ts');
  render: typeof import('../render/entry.ts');
}

/** The folder of the bundles: that of cli.cjs, which all of this is part of. */
export const bundleFolder = import.meta.dirname;

const load = createRequire(join(bundleFolder, 'cli.cjs'));

/** Loads a sibling bundle, once: `sluice validate` starts without the rest. */
export function lazy<Name extends keyof Bundles>(name: Name): Bundles[Name] {
  return load(join(bundleFolder, `${name}.cjs`)) as Bundles[Name];
}
