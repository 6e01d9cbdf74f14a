import { buildOnce } from '../../scripts/once.ts';

/** Builds what the tests of this suite start. */
export async function setup(): Promise<void> {
  await buildOnce();
}
