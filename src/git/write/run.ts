import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import type { Credentials } from '../askpass/credentials.ts';
import { writingEnvironment } from '../environment.ts';
import { execGit } from '../execGit.ts';
import { runGit } from '../runGit.ts';
import { isPartialClone } from './partialClone.ts';
import { folderPrefix, newRunName, refsFolder } from './runName.ts';
import { startSteps, type Steps } from './steps.ts';

/** One piece of work in a repository: its place in the refs, its own index, and who answers git's questions meanwhile. */
export interface WriteRun extends Steps {
  readonly root: string;
  /** `refs/sluice/<name>/`: for the refs of this run. */
  readonly refs: string;
  /** Whether objects may have to be fetched when they are needed. */
  readonly partial: boolean;
}

/**
 * Does a piece of work in a repository and takes away what it left besides objects: its refs, its index, the socket. Rejects
 * as `work` does; what cannot be taken away is left to the next start.
 */
export async function withRun<T>(
  { root, credentials }: { readonly root: string; readonly credentials: Credentials },
  signal: AbortSignal,
  work: (run: WriteRun) => Promise<T>,
): Promise<T> {
  const partial = await isPartialClone(root, signal);
  const name = newRunName();
  const folder = join(tmpdir(), folderPrefix + name);
  const refs = `${refsFolder}${name}/`;
  // Fails where somebody else has made it.
  await mkdir(folder, { mode: 0o700 });
  try {
    const steps = await startSteps({ root, folder, credentials, partial, index: join(folder, 'index') }, signal);
    try {
      return await work({ ...steps, root, refs, partial });
    } finally {
      steps.dispose();
      await deleteRefs(root, refs).catch(() => undefined);
    }
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Deletes all refs below a folder of refs. Also after an abort, so it has no signal but a time. */
async function deleteRefs(folder: string, refs: string): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  const printed = await runGit({ folder, args: ['for-each-ref', '--format=%(refname)', refs], signal });
  const input = printed.replaceAll(/^(?=.)/gm, 'delete ');
  if (input === '') return;
  await execGit({ folder, args: ['update-ref', '--stdin'], environment: writingEnvironment(env, {}), input, signal });
}
