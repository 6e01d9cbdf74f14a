import { join } from 'node:path';
import { configFileName } from '../stages/config/readConfig.ts';
import { recogniseStages } from '../stages/config/recognise.ts';
import { writeConfig } from '../stages/config/writeConfig.ts';
import type { Stage, StagesConfig } from '../stages/terms/config.ts';
import { branchNames } from './reading/branches.ts';
import { workingTree } from './reading/trees.ts';

/** A `.sluice.yaml` that could be written, or the one that is there. */
export interface ConfigProposal {
  /** Of the file, absolute. */
  readonly path: string;
  /** What the file holds now; absent where there is none. */
  readonly current: string | undefined;
  readonly text: string;
  /** One sentence: what the layout tells, or that it tells nothing. */
  readonly reason: string;
  /** Whether stages were recognised; else `text` is an example to fill in. */
  readonly isRecognised: boolean;
}

/**
 * What `.sluice.yaml` would say of the repository around a folder; `contexts` are those of the kubeconfig. Writes nothing.
 * Throws a FailureError with a GitFailure, or the signal's reason.
 */
export async function proposeConfig(
  folder: string,
  contexts: readonly string[],
  signal: AbortSignal,
): Promise<ConfigProposal> {
  const { root, repository, tree } = await workingTree(folder, signal);
  const branches = repository === undefined ? [] : await branchNames(root, signal);
  const { config, reason } = recogniseStages({ paths: tree.files.keys(), branches, contexts });
  const isRecognised = config.stages.length > 0;
  return {
    path: join(root, configFileName),
    current: tree.files.get(configFileName),
    text: writeConfig(isRecognised ? config : example(config)),
    reason,
    isRecognised,
  };
}

function example(config: StagesConfig): StagesConfig {
  const stage = (name: string, change: Stage['change']): Stage => {
    const paths = [`clusters/${name}`];
    return { name, paths, branch: undefined, context: undefined, change, gates: { freeze: [] }, protected: [] };
  };
  return { ...config, stages: [stage('staging', 'commit'), stage('production', 'pullRequest')] };
}
