import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What runs leave behind for people to look at: results, screenshots. Not in Git. */
export const artifacts = join(root, '.artifacts');

/** The PATH on which the project's own Node and the binaries of its dependencies come first. */
export const projectPath = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin')]
  .concat(process.env['PATH'] ?? [])
  .join(process.platform === 'win32' ? ';' : ':');

/** The packed extension; the name stays the same, so that what uses it need not know the version. */
export const vsix = join(root, 'sluice.vsix');
