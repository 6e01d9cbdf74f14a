/**
 * Runs a TypeScript script of the project under the project's own Node, from a fresh clone on.
 * usage: node scripts/bootstrap.mjs SCRIPT [ARG...]
 *
 * The one file here that must run on whatever Node started npm (20 or newer): it installs the
 * dependencies when they are missing or older than the lock file, then hands over.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function stale() {
  const stamp = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(node) || !existsSync(stamp)) return true;
  return statSync(stamp).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    `Sluice needs Node 20 or newer to build; this is ${process.version}. Install a newer Node and try again.`,
  );
  process.exit(1);
}
if (stale()) {
  // npm would empty the folder behind the link, under whoever else uses it.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a link to a folder that does not fit package-lock.json. Remove the link, or run "npm ci" there.',
    );
    process.exit(1);
  }
  console.log('Installing the dependencies (npm ci) ...');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('Installing the dependencies failed; the reason stands above. Run "npm ci" to try again.');
    process.exit(1);
  }
}

const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(
  process.platform === 'win32' ? ';' : ':',
);
// The built programs must run on older Nodes than the project's own: tests start them on this one.
const env = { ...process.env, PATH: path, SLUICE_MACHINE_NODE: process.env.SLUICE_MACHINE_NODE ?? process.execPath };
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script ?? ''), ...args], {
  stdio: 'inherit',
  env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
