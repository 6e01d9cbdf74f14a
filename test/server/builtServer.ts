import { build } from '../../scripts/build.ts';

/** Builds what the tests of this suite start. */
export async function setup(): Promise<void> {
  if (!(await build())) throw new Error('dist/ could not be built; the reason stands above.');
}
