import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { printProgress } from '../../cluster/progress.ts';
import { prepareVsCode, scratchFolder, type PreparedVsCode } from '../harness/prepare.ts';

declare module 'vitest' {
  interface ProvidedContext {
    vsCode: PreparedVsCode;
  }
}

/** Packs and installs Sluice once for all files of the suite; the returned function removes it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await scratchFolder();
  const signal = new AbortController().signal;
  project.provide('vsCode', await prepareVsCode(folder, { signal, onProgress: printProgress(process.stdout) }));
  return () => rm(folder, { recursive: true, force: true });
}
