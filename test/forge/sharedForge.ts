import type { TestProject } from 'vitest/node';
import type { ForgeDescription } from '../cluster/cluster.ts';
import { startForge, type LoneForge } from '../cluster/forge/startForge.ts';
import { printProgress } from '../cluster/progress.ts';

declare module 'vitest' {
  interface ProvidedContext {
    forge: ForgeDescription;
  }
}

let forge: LoneForge | undefined;

/** Starts the Gitea that the test files of the project share; see {@link sharedGitea}. */
export async function setup(project: TestProject): Promise<void> {
  forge = await startForge(printProgress(process.stderr), new AbortController().signal);
  project.provide('forge', forge.description);
}

export async function teardown(): Promise<void> {
  await forge?.stop();
}
