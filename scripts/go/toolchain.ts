import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goFailure } from './failures.ts';
import { tryGo } from './go.ts';

/**
 * The version of Go that builds `what`, the module in `folder`, e.g. `go1.26.8`; undefined if Go is not installed. Throws
 * if it is older than the module asks for and cannot fetch a newer one itself.
 */
export async function goVersion(what: string, folder: string, signal: AbortSignal): Promise<string | undefined> {
  const result = await tryGo(['env', 'GOVERSION'], { folder, signal });
  if (result === undefined) return undefined;
  const needed = /^go (\S+)/m.exec(await readFile(join(folder, 'go.mod'), 'utf8'))?.[1] ?? '1.26';
  const found = result.stdout.trim();
  if (result.code !== 0 || !atLeast(found.replace(/^go/, ''), needed)) {
    const cause = result.code === 0 ? `this is ${found}` : result.complaints.join(' ');
    throw goFailure(
      'goTooOld',
      `Building ${what} needs Go ${needed} or newer (${cause}). Install it from https://go.dev/dl and try again.`,
    );
  }
  return found.replaceAll(/[^\w.+-]/g, '_');
}

export function goMissing(what: string): Error {
  return goFailure(
    'goMissing',
    `Building ${what} needs Go, and there is no "go" on the PATH. Install Go from https://go.dev/dl and try again.`,
  );
}

/** Throws unless the C compiler that cgo would call can be run. */
export async function requireCompiler(what: string, folder: string, signal: AbortSignal): Promise<void> {
  const cc = (await tryGo(['env', 'CC'], { folder, signal }))?.stdout.trim() ?? 'gcc';
  const [command = 'gcc', ...words] = cc.split(' ');
  if (spawnSync(command, [...words, '--version'], { stdio: 'ignore' }).status === 0) return;
  throw goFailure(
    'compilerMissing',
    `Building ${what} needs a C compiler (its database is SQLite), and "${cc}" cannot be run. Install gcc or clang ` +
      '(Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install) and try again.',
  );
}

/** Whether dotted version `found` is `needed` or later; what follows a number (`rc1`) is ignored. */
export function atLeast(found: string, needed: string): boolean {
  const [a, b] = [found, needed].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < 3; index += 1) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
