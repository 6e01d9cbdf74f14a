import type { Stage, StagesConfig } from '../terms/config.ts';
import { isStageName, stageRank } from '../terms/stageNames.ts';
import { pathsOf, stageGroups, type StageGroup } from './layout.ts';

/** What a repository shows of itself. */
export interface Layout {
  /** Its files, from its root, on the branch that stages would be in. Only their paths are looked at. */
  readonly paths: Iterable<string>;
  /** Its branches, without the remote's name. */
  readonly branches: readonly string[];
  /** Contexts of the kubeconfig, to be named where one is surely a stage's. */
  readonly contexts?: readonly string[];
}

/** What a layout tells. */
export interface Recognised {
  readonly config: StagesConfig;
  /** One sentence: by what the stages were recognised, or why there are none. */
  readonly reason: string;
}

/**
 * The stages of a repository that has no `.sluice.yaml`: folders named as stages beside each other, else branches. None
 * where there is one cluster, or nothing that names stages: nothing is guessed.
 */
export function recogniseStages(layout: Layout): Recognised {
  const groups = stageGroups(layout.paths);
  const main = groups[0];
  if (main !== undefined) {
    const stages = foldersAsStages(main, groups, layout.contexts ?? []);
    return { config: configOf(stages), reason: `Folders beside each other are named as stages: ${listed(main)}.` };
  }
  const branches = stageBranches(layout.branches);
  if (branches.length > 1) {
    const stages = branches.map(({ name, branch }) => stageOf(name, { branch }, layout.contexts ?? []));
    const names = branches.map(({ branch }) => branch).join(', ');
    return { config: configOf(stages), reason: `Branches are named as stages: ${names}.` };
  }
  return { config: configOf([]), reason: 'No stages here: neither folders nor branches are named as several stages.' };
}

function listed({ parent, stages }: StageGroup): string {
  return stages.map((name) => (parent === '' ? name : `${parent}/${name}`)).join(', ');
}

function foldersAsStages(main: StageGroup, groups: readonly StageGroup[], contexts: readonly string[]): Stage[] {
  return main.stages.map((name) => stageOf(name, { paths: pathsOf(name, groups) }, contexts));
}

function stageOf(
  name: string,
  { paths = [], branch }: { readonly paths?: readonly string[]; readonly branch?: string },
  contexts: readonly string[],
): Stage {
  const context = contextOf(name, contexts);
  return { name, paths, branch, context, change: 'pullRequest', gates: { freeze: [] }, protected: [] };
}

/** A context is a stage's if it alone is named as it. */
function contextOf(name: string, contexts: readonly string[]): string | undefined {
  if (contexts.includes(name)) return name;
  const rank = stageRank(name);
  const named = contexts.filter((context) => {
    const last = context.slice(context.lastIndexOf('/') + 1);
    return last === name || (stageRank(last) === rank && (isStageName(name) || last.includes(name)));
  });
  return named.length === 1 ? named[0] : undefined;
}

/** Branches whose name is a stage's, alone or behind `env/` and the like; of several for one stage none is chosen. */
function stageBranches(branches: readonly string[]): readonly { readonly name: string; readonly branch: string }[] {
  const byRank = new Map<number, { name: string; branch: string }[]>();
  for (const branch of branches) {
    const parts = branch.split('/');
    const name = parts.at(-1) ?? '';
    const rank = stageRank(name);
    const isBeside =
      parts.length === 1 || (parts.length === 2 && /^(?:envs?|environments?|stages?|deploy)$/i.test(parts[0] ?? ''));
    if (rank === undefined || !isStageName(name) || !isBeside) continue;
    byRank.set(rank, [...(byRank.get(rank) ?? []), { name, branch }]);
  }
  return [...byRank].sort(([a], [b]) => a - b).flatMap(([, found]) => (found.length === 1 ? found : []));
}

function configOf(stages: readonly Stage[]): StagesConfig {
  return {
    stages,
    protected: [],
    commit: { message: undefined, coAuthors: [] },
    pullRequest: { title: undefined, body: undefined, labels: [], reviewers: [], draft: false },
    forges: new Map(),
  };
}
