import { readStages } from '../stages/applications/readStages.ts';
import type { StageHolding } from '../stages/applications/holding.ts';
import { compareStages } from '../stages/compare/compareStages.ts';
import type { ApplicationComparison } from '../stages/terms/difference.ts';
import { requireStage, type Project } from './project.ts';

/** What each stage holds, and how far the stage after it has come. */
export interface StageOverview extends StageHolding {
  /** Each application beside the same one of the next stage; empty for the last. */
  readonly next: readonly ApplicationComparison[];
}

/** All stages of a project, in order. What did not change since `previous` is not read again. */
export function stageOverview(project: Project, previous: readonly StageHolding[] = []): readonly StageOverview[] {
  const holdings = readStages(project.stages, previous);
  return holdings.map((holding, at) => {
    const next = holdings[at + 1];
    return { ...holding, next: next === undefined ? [] : compareStages(holding, next, { config: project.config }) };
  });
}

/** In what two stages of a project differ. Throws a FailureError (`noStage`) where there is no such stage. */
export function compareProject(project: Project, from: string, to: string): readonly ApplicationComparison[] {
  const names = [from, to].map((name) => requireStage(project, name).name);
  const holdings = readStages(project.stages);
  const [source, target] = names.map((name) => holdings.find(({ stage }) => stage.name === name));
  return source && target ? compareStages(source, target, { config: project.config }) : [];
}
