/** What several suites of one run need is made once: the environment tells those that follow that it is there. */
import { build } from './build.ts';
import { Refusal } from './fail.ts';
import { packageExtension } from './package.ts';

const built = 'SLUICE_DIST';
const packed = 'SLUICE_VSIX';

/** Builds dist/ unless this run has; throws a {@link Refusal} if it cannot be built. */
export async function buildOnce(): Promise<void> {
  if (process.env[built] === 'built') return;
  if (!(await build())) throw new Refusal('dist/ could not be built; the reason stands above.');
  process.env[built] = 'built';
}

/** Builds dist/ and packs it unless this run has, or SLUICE_VSIX names another; resolves with the path of the VSIX. */
export async function packOnce(): Promise<string> {
  const chosen = process.env[packed];
  if (chosen !== undefined && chosen !== '') return chosen;
  const vsix = await packageExtension();
  process.env[packed] = vsix;
  process.env[built] = 'built';
  return vsix;
}
