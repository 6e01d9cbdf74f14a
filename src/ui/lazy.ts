import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The bundles beside extension.cjs that are loaded when they are first needed, with what they export. */
interface Bundles {
  client: typeof import('./language/entry.ts');
  cluster: typeof import('../cluster/entry.ts');
  compare: typeof import('../compare/entry.ts');
  git: typeof import('../git/entry.ts');
  manifests: typeof import('../manifests/entry.ts');
  promote: typeof import('../promote/entry.ts');
  render: typeof import('../render/entry.ts');
}

const load = createRequire(__filename);

/**
 * Loads a sibling bundle, once. Nothing crosses a bundle's edge by `instanceof`, module state or Symbol: the same
 * module may exist on both sides.
 */
export function lazy<Name extends keyof Bundles>(name: Name): Bundles[Name] {
  return loadBundle(name) as Bundles[Name];
}

/** The same for a bundle of which this module must not know: it is made of modules that load others by it. */
export function loadBundle(name: string): unknown {
  return load(join(__dirname, `${name}.cjs`));
}
