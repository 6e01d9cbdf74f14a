import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sharedAccess } from '../../cluster/sharedAccess.ts';

const run = promisify(execFile);

/** Clones the repository that the fleet is applied from into a new folder; resolves with the folder. */
export async function cloneFleet(folder: string): Promise<string> {
  const { forge } = sharedAccess();
  if (forge === undefined) throw new Error('The cluster has no forge.');
  const url = new URL(`${forge.url}/${forge.user}/fleet.git`);
  await mkdir(folder, { recursive: true });
  // Credentials go with this one command: the remote's URL stays as the source has it.
  const header = `Authorization: Basic ${Buffer.from(`${forge.user}:${forge.token}`).toString('base64')}`;
  await run('git', ['-c', `http.extraHeader=${header}`, 'clone', '--quiet', url.href, folder]);
  return folder;
}

/** Commits one file's text to a new branch; what is checked out afterwards is what was before. */
export async function commitOn(folder: string, branch: string, path: string, text: string): Promise<void> {
  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org', ...args], { cwd: folder });
  await git('switch', '--quiet', '--create', branch);
  await writeFile(join(folder, path), text);
  await git('commit', '--quiet', '--all', '--message', `Change ${path}`);
  await git('switch', '--quiet', '-');
}

/** What a promotion left that a VS Code ended with, long ago. */
export const deadRun = 'refs/sluice/000000-1-1-0123456789/branch';

/** Makes a ref of what is checked out. */
export async function leaveRef(folder: string, ref: string): Promise<void> {
  await run('git', ['update-ref', ref, 'HEAD'], { cwd: folder });
}
