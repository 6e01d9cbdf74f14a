import { configFileName } from '../../stages/config/readConfig.ts';
import { liesIn } from '../../stages/plan/counterpart.ts';
import type { StageFiles } from '../../stages/terms/application.ts';
import type { Stage } from '../../stages/terms/config.ts';
import type { Project } from './project.ts';
import type { BranchPlace } from './readBranches.ts';
import type { Tree } from './trees.ts';

/** The paths in `.sluice.yaml` that lead to no file, a sentence each. */
export function idlePathNotes({ from }: Pick<Project, 'from'>, stages: readonly StageFiles[]): readonly string[] {
  if (from !== 'file') return [];
  return stages.flatMap(({ stage, files }) => {
    const names = [...files.keys()];
    const idle = stage.paths.filter((path) => !names.some((name) => liesIn({ ...stage, paths: [path] }, name)));
    return idle.map((path) => `The path ${path} of the stage ${stage.name} in ${configFileName} leads to no files.`);
  });
}

/** That `.sluice.yaml` here is another than on the branch that a change goes to, as a sentence; none where they are the same. */
export function otherConfigNotes(
  { configText }: Pick<Project, 'configText'>,
  { remote, branch }: Pick<BranchPlace, 'remote' | 'branch'>,
  { tree, stage }: { readonly tree: Pick<Tree, 'files'>; readonly stage: Stage | undefined },
): readonly string[] {
  const there = tree.files.get(configFileName);
  if (remote === undefined || branch === undefined || there === configText) return [];
  // Where stages are branches, those of later stages need no such file.
  if (there === undefined && stage?.branch !== undefined) return [];
  const where = `${branch} of ${remote.name}`;
  const what =
    configText === undefined
      ? `There is a ${configFileName} on ${where} that is not here, and it does not count`
      : `${configFileName} here is not what ${where} has, and the one here counts`;
  const way = stage && `${stage.name} is changed by ${stage.change === 'commit' ? 'commit' : 'pull request'}`;
  return [way === undefined ? `${what}.` : `${what}: ${way}.`];
}
