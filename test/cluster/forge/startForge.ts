import { ensureForge } from '../build/binaries.ts';
import type { ForgeDescription } from '../cluster.ts';
import type { Site } from '../parts/controlPlane.ts';
import { startPart } from '../parts/startParts.ts';
import { startSupervisor, type Supervision } from '../processes/supervision.ts';
import type { OnProgress } from '../progress.ts';
import { createForgeUser, prepareGitea, type GiteaFiles } from './gitea.ts';

/** A forge without a control plane. */
export interface LoneForge {
  readonly description: ForgeDescription;
  stop(): Promise<void>;
}

/** Starts a real Gitea alone, as {@link startCluster} starts it beside a control plane. */
export async function startForge(onProgress: OnProgress, signal: AbortSignal): Promise<LoneForge> {
  const files = await ensureForge({ signal, onProgress });
  const supervision = await startSupervisor(signal);
  try {
    const site = { scratch: supervision.scratch, firstPort: supervision.firstPort };
    return {
      description: await startGitea(supervision, site, files, signal),
      stop: () => supervision.shutdown(),
    };
  } catch (error) {
    await supervision.shutdown();
    throw error;
  }
}

/** Starts Gitea and makes its user. */
export async function startGitea(
  supervision: Supervision,
  site: Site,
  files: GiteaFiles,
  signal: AbortSignal,
): Promise<ForgeDescription> {
  await startPart(supervision, await prepareGitea(files, site), signal);
  return createForgeUser(files, site, signal);
}
