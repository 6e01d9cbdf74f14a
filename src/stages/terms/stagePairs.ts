import type { StageFiles } from './application.ts';
import type { Stage, StagesConfig } from './config.ts';
import { areSiblings, besideStage } from './stageNames.ts';

/** The stage with a name. */
export function stageNamed({ stages }: StagesConfig, name: string): Stage | undefined {
  return stages.find((stage) => stage.name === name);
}

/**
 * Each stage with the one that changes come from, in order. Siblings beside each other (`prod-eu`, `prod-us`) all get them from
 * before them: from the one that is called the same beside its stage (`staging-eu`), else from the last. Where there are
 * nothing but siblings, they are a chain as they are written.
 */
export function stagePairs({ stages }: Pick<StagesConfig, 'stages'>): readonly (readonly [Stage, Stage])[] {
  const groups = siblings(stages);
  if (groups.length === 1) return paired(stages.slice(1), (_, at) => stages[at]);
  return groups.slice(1).flatMap((members, at) => {
    const before = groups[at] ?? [];
    const same = (to: Stage) => before.find(({ name }) => besideStage(name) === besideStage(to.name));
    return paired(members, (to) => (members.length > 1 ? same(to) : undefined) ?? before.at(-1));
  });
}

function paired(
  targets: readonly Stage[],
  sourceOf: (to: Stage, at: number) => Stage | undefined,
): readonly (readonly [Stage, Stage])[] {
  return targets.flatMap((to, at) => {
    const from = sourceOf(to, at);
    return from === undefined ? [] : [[from, to] as const];
  });
}

/** The stages in their order, those together that are one stage in several places. */
function siblings(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const groups: Stage[][] = [];
  for (const stage of stages) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (before !== undefined && areSiblings(before.name, stage.name)) group?.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

/** Whether two stages are in one tree (the folder model): what is read for both is then shared by them. */
export function inOneTree(one: StageFiles, other: StageFiles): boolean {
  return one.stage.branch === other.stage.branch;
}
