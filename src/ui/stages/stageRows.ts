import type { HeldApplication } from '../../stages/applications/holding.ts';
import type { Stage } from '../../stages/terms/config.ts';
import type { ApplicationComparison } from '../../stages/terms/difference.ts';
import type { StagesRead } from './stagesState.ts';

/** The rows of the view "Stages", by their ids. */
export interface StageTree {
  readonly roots: readonly string[];
  readonly rows: ReadonlyMap<string, StageRow | ApplicationRow>;
}

export interface StageRow {
  readonly type: 'stage';
  readonly id: string;
  readonly stage: Stage;
  /** Where its files are from, for a person. */
  readonly place: string;
  /** The stage after it; absent for the last. */
  readonly next: string | undefined;
  /** In how many of its applications the next stage is behind. */
  readonly behind: number;
  readonly children: readonly string[];
}

export interface ApplicationRow {
  readonly type: 'application';
  readonly id: string;
  readonly parent: string;
  readonly stage: Stage;
  readonly application: HeldApplication;
  /** How the stage after this one stands; absent in the last. */
  readonly next: NextStage | undefined;
  readonly children: readonly [];
}

export interface NextStage {
  readonly stage: string;
  readonly comparison: ApplicationComparison;
  /** Whether something could be promoted there. */
  readonly isBehind: boolean;
}

export const noStageRows: StageTree = { roots: [], rows: new Map() };

function stageId(stage: string): string {
  return JSON.stringify([stage]);
}

/** The same for the same application in a stage. */
function applicationId(stage: string, { kind, key }: Pick<HeldApplication, 'kind' | 'key'>): string {
  return JSON.stringify([stage, kind, key]);
}

/** The rows for what was read: stages in their order, in each the applications by name. */
export function stageTree({ project, stages }: StagesRead): StageTree {
  const rows = new Map<string, StageRow | ApplicationRow>();
  const roots: string[] = [];
  for (const [at, overview] of stages.entries()) {
    const { stage } = overview;
    const next = stages[at + 1]?.stage.name;
    const id = stageId(stage.name);
    const applications = applicationRows(overview, id, next);
    for (const row of applications) rows.set(row.id, row);
    const place = project.places.get(stage.name) ?? '';
    const behind = applications.filter((row) => row.next?.isBehind === true).length;
    rows.set(id, { type: 'stage', id, stage, place, next, behind, children: applications.map((row) => row.id) });
    roots.push(id);
  }
  return { roots, rows };
}

function applicationRows(
  { stage, applications, next: comparisons }: StagesRead['stages'][number],
  parent: string,
  next: string | undefined,
): ApplicationRow[] {
  const compared = new Map(comparisons.map((one) => [applicationId(stage.name, one), one]));
  return [...applications]
    .sort((one, other) => one.key.localeCompare(other.key) || one.kind.localeCompare(other.kind))
    .map((application) => {
      const id = applicationId(stage.name, application);
      const comparison = compared.get(id);
      const row = { type: 'application', id, parent, stage, application, children: [] } as const;
      if (next === undefined || comparison === undefined) return { ...row, next: undefined };
      return { ...row, next: { stage: next, comparison, isBehind: isBehind(comparison) } };
    });
}

function isBehind({ standing, source }: ApplicationComparison): boolean {
  return standing === 'behind' || standing === 'mixed' || (standing === 'missing' && source !== undefined);
}

/** The stage that a row names, and the application where it is one's; undefined for another view's id. */
export function parseStageId(
  id: string,
): { readonly stage: string; readonly kind?: string; readonly key?: string } | undefined {
  if (!id.startsWith('["')) return undefined;
  try {
    const [stage, kind, key] = JSON.parse(id) as readonly unknown[];
    if (typeof stage !== 'string') return undefined;
    return typeof kind === 'string' && typeof key === 'string' ? { stage, kind, key } : { stage };
  } catch {
    return undefined;
  }
}
