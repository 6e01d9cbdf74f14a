import { readStages } from '../stages/applications/readStages.ts';
import type { StageHolding } from '../stages/applications/holding.ts';
import { compareStages } from '../stages/compare/compareStages.ts';
import type { ApplicationComparison } from '../stages/terms/difference.ts';
import { stagePairs } from '../stages/terms/stagePairs.ts';
import { withPast, type WithPast } from './promotion/earlierStates.ts';
import { requireStage, type Project } from './reading/project.ts';

/** What each stage holds, and how far those after it have come. */
export interface StageOverview extends StageHolding {
  /** The stages that its changes go to next; none for the last, several where these are one stage in several places. */
  readonly next: readonly StageBeside[];
}

/** A stage beside the one that its changes come from. */
export interface StageBeside {
  readonly stage: string;
  readonly comparisons: readonly ApplicationComparison[];
}

/** All stages of a project, in order. What did not change since `previous` is not read again. */
export function stageOverview(project: Project, previous: readonly StageHolding[] = []): readonly StageOverview[] {
  const holdings = readStages(project.stages, previous);
  const pairs = stagePairs(project.config);
  return holdings.map((holding) => {
    const followers = holdings.filter(({ stage }) =>
      pairs.some(([from, to]) => from.name === holding.stage.name && to.name === stage.name),
    );
    const next = followers.map((other) => ({
      stage: other.stage.name,
      comparisons: compareStages(holding, other, { config: project.config }),
    }));
    return { ...holding, next };
  });
}

/** In what two stages of a project differ. Throws a FailureError (`noStage`) where there is no such stage. */
export function compareProject(project: Project, from: string, to: string): readonly ApplicationComparison[] {
  const names = [from, to].map((name) => requireStage(project, name).name);
  const holdings = readStages(project.stages);
  const [source, target] = names.map((name) => holdings.find(({ stage }) => stage.name === name));
  return source && target ? compareStages(source, target, { config: project.config }) : [];
}

/**
 * In what two stages of a project differ, with what the last commits tell of differences that a stage always had. Throws as
 * {@link compareProject}, or the signal's reason.
 */
export async function compareWithPast(
  project: Project,
  { from, to }: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<WithPast> {
  const comparisons = compareProject(project, from, to);
  const sides = [from, to].map((name) => project.stages.find(({ stage }) => stage.name === name));
  const [source, target] = sides;
  if (!project.inGit || source === undefined || target === undefined) return { comparisons, notes: [] };
  const revision = (name: string) => (project.worktreeStages.has(name) ? 'HEAD' : (project.places.get(name) ?? 'HEAD'));
  const pair = { config: project.config, from: source, to: target };
  const { root } = project;
  return withPast({ root, pair, comparisons, from: revision(from), to: revision(to) }, signal);
}
