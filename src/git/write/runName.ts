import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

/** Where everything of Sluice lies in a repository's refs. */
export const refsFolder = 'refs/sluice/';

/** What names of temporary folders, and of remotes while they are pushed to, begin with. */
export const folderPrefix = 'sluice-';

/** Milliseconds after which nobody still writes. */
const longestRun = 24 * 3_600_000;

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/**
 * A name for a run, by which a later start can tell whether it is still going: machine, process, seconds since 1970 and
 * something unguessable. Short, because the path of a socket, which holds it, may have 104 bytes on macOS.
 */
export function newRunName(now: number = Date.now()): string {
  const parts = [host, pid.toString(36), Math.floor(now / 1000).toString(36), randomBytes(5).toString('hex')];
  return parts.join('-');
}

/**
 * Whether the run of this name is over although it took nothing away: its process has ended, or it started more than a day
 * ago. Of processes on other machines, which may share the repository, only the age is known. Undefined for what is no name.
 */
export function isOver(name: string, now: number = Date.now()): boolean | undefined {
  const [, machine, process = '', seconds = ''] =
    /^([0-9a-f]{6})-([0-9a-z]{1,8})-([0-9a-z]{1,9})-[0-9a-f]{10}$/.exec(name) ?? [];
  if (machine === undefined) return undefined;
  const age = now - Number.parseInt(seconds, 36) * 1000;
  return age > longestRun || (machine === host && !isRunning(Number.parseInt(process, 36)));
}

function isRunning(process: number): boolean {
  try {
    return kill(process, 0);
  } catch (error) {
    // It is there, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
