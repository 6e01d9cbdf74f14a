import type { StageFiles } from './application.ts';
import type { Stage, StagesConfig } from './config.ts';

/** The stage with a name. */
export function stageNamed({ stages }: StagesConfig, name: string): Stage | undefined {
  return stages.find((stage) => stage.name === name);
}

/** Each stage with the one after it, in order. */
export function stagePairs({ stages }: StagesConfig): readonly (readonly [Stage, Stage])[] {
  return stages.slice(1).flatMap((to, index) => {
    const from = stages[index];
    return from === undefined ? [] : [[from, to] as const];
  });
}

/** Whether two stages are in one tree (the folder model): what is read for both is then shared by them. */
export function inOneTree(one: StageFiles, other: StageFiles): boolean {
  return one.stage.branch === other.stage.branch;
}
