import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Scratch folders lie in the system's folder for temporary files. */
export const scratchPrefix = 'sluice-cluster-';
/** The file in a scratch folder that holds the process id of its supervisor. */
export const ownerFile = 'supervisor.pid';

const youngest = 60_000;

/**
 * Removes the scratch folders whose supervisor does not live any more: it was killed before it could do so itself.
 * A folder younger than a minute is left alone, since it may just be being made.
 */
export async function removeAbandoned(): Promise<void> {
  const entries = await readdir(tmpdir());
  for (const name of entries.filter((entry) => entry.startsWith(scratchPrefix))) {
    const folder = join(tmpdir(), name);
    if (await abandoned(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function abandoned(folder: string): Promise<boolean> {
  const made = await stat(folder).catch(() => undefined);
  if (made === undefined || Date.now() - made.mtimeMs < youngest) return false;
  const pid = Number(await readFile(join(folder, ownerFile), 'utf8').catch(() => '0'));
  return !(pid > 0 && isAlive(pid));
}

/** Whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
