import { join } from 'node:path';
import { FailureError, type Failure } from '../../base/failure.ts';
import { configFileName, readConfig } from '../../stages/config/readConfig.ts';
import type { ConfigProblem } from '../../stages/config/problem.ts';
import { recogniseStages } from '../../stages/config/recognise.ts';
import type { SourceFileMap } from '../../git/sourceFiles.ts';
import type { StageFiles } from '../../stages/terms/application.ts';
import type { Stage, StagesConfig } from '../../stages/terms/config.ts';
import { branchNames, branchTrees } from './branches.ts';
import { workingTree, type Tree } from './trees.ts';

/** A repository with its stages, as it lies here. */
export interface Project {
  readonly root: string;
  /** Outside of Git stages can be compared; nothing is committed. */
  readonly inGit: boolean;
  readonly config: StagesConfig;
  /** What says so: `.sluice.yaml`, or the layout of folders and branches. */
  readonly from: 'file' | 'layout';
  /** `.sluice.yaml` as it lies here; undefined where there is none. */
  readonly configText: string | undefined;
  /** Each stage's files, in the order of the stages. */
  readonly stages: readonly StageFiles[];
  /** The same with what is no text, by the stage's name. */
  readonly bytes: ReadonlyMap<string, SourceFileMap>;
  /** Where each stage's files are from, for a person: `the working tree`, `origin/production`; by the stage's name. */
  readonly places: ReadonlyMap<string, string>;
  /** The names of the stages whose files are those of the working tree. */
  readonly worktreeStages: ReadonlySet<string>;
}

/** A `.sluice.yaml` that cannot be used. */
export interface ConfigFailure extends Failure<'badConfig'> {
  /** Of the file, absolute. */
  readonly path: string;
  /** Of the first problem, from 1. */
  readonly line: number;
  /** The first problem: `line 3: ...`. */
  readonly told: string;
}

/**
 * Reads the stages of the repository around a folder: as the working tree holds them, those of other branches as they were
 * fetched last. Throws a FailureError (`noStages`, ConfigFailure) with a sentence, one with a GitFailure, or the signal's reason.
 */
export async function openProject(
  folder: string,
  signal: AbortSignal,
  { mayLackStages = false }: { readonly mayLackStages?: boolean } = {},
): Promise<Project> {
  const { root, repository, tree } = await workingTree(folder, signal);
  const branches = repository === undefined ? [] : await branchNames(root, signal);
  const { config, from } = configOf(root, tree, branches, mayLackStages);
  const needed = new Set(
    config.stages.flatMap(({ branch }) => (branch === undefined || branch === repository?.branch ? [] : [branch])),
  );
  const others = await branchTrees({ root, remotes: repository?.remotes ?? [] }, [...needed], signal);
  const here = { tree, place: 'the working tree' };
  const placed = config.stages.map((stage) => ({ stage, ...(others.get(stage.branch ?? '') ?? here) }));
  return {
    root,
    inGit: repository !== undefined,
    config,
    from,
    configText: tree.files.get(configFileName),
    stages: placed.map(({ stage, tree: { files } }) => ({ stage, files })),
    bytes: new Map(placed.map(({ stage, tree: { bytes } }) => [stage.name, bytes])),
    places: new Map(placed.map(({ stage, place }) => [stage.name, place])),
    worktreeStages: new Set(placed.flatMap((one) => (one.tree === tree ? [one.stage.name] : []))),
  };
}

/** The stage with a name. Throws a FailureError (`noStage`) that tells which there are. */
export function requireStage({ config: { stages } }: Pick<Project, 'config'>, name: string): Stage {
  const stage = stages.find((one) => one.name === name);
  if (stage !== undefined) return stage;
  const message = `There is no stage "${name}". There are ${stages.map((one) => one.name).join(', ')}.`;
  throw new FailureError({ code: 'noStage', message });
}

/** What `.sluice.yaml` says, else what the layout tells. Throws a FailureError where it is wrong, or nothing is told. */
function configOf(
  root: string,
  { files }: Pick<Tree, 'files'>,
  branches: readonly string[],
  mayLackStages: boolean,
): { readonly config: StagesConfig; readonly from: Project['from'] } {
  const text = files.get(configFileName);
  if (text !== undefined) {
    const { config, problems } = readConfig(text);
    if (config === undefined) throw badConfig(join(root, configFileName), text, problems);
    return { config, from: 'file' };
  }
  const { config, reason } = recogniseStages({ paths: files.keys(), branches });
  if (config.stages.length === 0 && !mayLackStages) throw noStages(reason);
  return { config, from: 'layout' };
}

function noStages(reason: string): FailureError {
  return new FailureError({ code: 'noStages', message: `${reason} Name them in ${configFileName}.` });
}

function badConfig(path: string, text: string, problems: readonly ConfigProblem[]): FailureError {
  const placed = problems.map(({ message, span }) => ({ message, line: text.slice(0, span.start).split('\n').length }));
  const told = placed.slice(0, 3).map(({ message, line }) => `line ${line}: ${message}`);
  const message = `${configFileName} cannot be used: ${told.join(' ')}`;
  const failure: ConfigFailure = { code: 'badConfig', message, path, line: placed[0]?.line ?? 1, told: told[0] ?? '' };
  return new FailureError(failure);
}
