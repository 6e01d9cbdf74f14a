import { requestsInto, type FollowedRequest } from '../../promote/requests/followedRequest.ts';
import type { HeldApplication } from '../../stages/applications/holding.ts';
import { applicationId } from '../../stages/terms/applicationId.ts';
import { isBehind } from '../../stages/terms/decidingVersion.ts';
import type { Stage } from '../../stages/terms/config.ts';
import type { ApplicationComparison } from '../../stages/terms/difference.ts';
import type { AllStages, StagesFailure, StagesRead } from './stagesState.ts';

/** The rows of the view "Stages", by their ids. */
export interface StageTree {
  readonly roots: readonly string[];
  readonly rows: ReadonlyMap<string, AnyStageRow>;
}

export type AnyStageRow = RepositoryRow | UnreadRow | StageRow | ApplicationRow;

/** A repository, where there is more than one. */
export interface RepositoryRow {
  readonly type: 'repository';
  readonly id: string;
  readonly read: StagesRead;
  readonly children: readonly string[];
}

/** A folder whose stages cannot be told. */
export interface UnreadRow {
  readonly type: 'unread';
  readonly id: string;
  /** Or the file that is why, where there is no other. */
  readonly folder: string;
  readonly failure: StagesFailure;
  readonly children: readonly [];
}

export interface StageRow {
  readonly type: 'stage';
  readonly id: string;
  /** The row of its repository; absent where there is only one. */
  readonly parent: string | undefined;
  readonly stage: Stage;
  /** Where its files are from, for a person. */
  readonly place: string;
  /** The stages after it, and in how many of its applications each is behind. */
  readonly next: readonly { readonly stage: string; readonly behind: number }[];
  /** Pull requests into it that are followed, of applications that it lacks. */
  readonly requests: readonly FollowedRequest[];
  readonly children: readonly string[];
}

export interface ApplicationRow {
  readonly type: 'application';
  readonly id: string;
  readonly parent: string;
  readonly stage: Stage;
  readonly application: HeldApplication;
  /** How the stages after this one stand; none in the last. */
  readonly next: readonly NextStage[];
  /** Pull requests into this stage that are followed. */
  readonly requests: readonly FollowedRequest[];
  readonly children: readonly [];
}

export interface NextStage {
  readonly stage: string;
  readonly comparison: ApplicationComparison;
  /** Whether it is behind in a version. */
  readonly isBehind: boolean;
  /** Whether it lacks the application. */
  readonly isMissing: boolean;
}

export const noStageRows: StageTree = { roots: [], rows: new Map() };

function stageId(root: string, stage: string): string {
  return JSON.stringify([root, stage]);
}

/** The same for the same application in a stage. */
function rowId(root: string, stage: string, { kind, key }: Pick<HeldApplication, 'kind' | 'key'>): string {
  return JSON.stringify([root, stage, kind, key]);
}

/** The rows for all that was read: repositories where there are several, or some cannot be read; else stages. */
export function allStagesTree(
  { repositories, unread }: AllStages,
  requests: readonly FollowedRequest[] = [],
): StageTree {
  const [only] = repositories;
  if (only !== undefined && repositories.length + unread.length === 1) return stageTree(only, { requests });
  const rows = new Map<string, AnyStageRow>();
  for (const read of repositories) {
    const id = JSON.stringify([read.project.root]);
    const tree = stageTree(read, { parent: id, requests });
    rows.set(id, { type: 'repository', id, read, children: tree.roots });
    for (const [key, row] of tree.rows) rows.set(key, row);
  }
  for (const { folder, failure } of unread) {
    const id = JSON.stringify([folder]);
    rows.set(id, { type: 'unread', id, folder, failure, children: [] });
  }
  const roots = [...rows.values()].flatMap(({ type, id }) => (type === 'repository' || type === 'unread' ? [id] : []));
  return { roots, rows };
}

/** The one row for a `.sluice.yaml` that keeps all stages from being read; none where something else does. */
export function brokenTree(failure: StagesFailure | undefined): StageTree {
  if (failure?.place === undefined) return noStageRows;
  const { path } = failure.place;
  const id = JSON.stringify([path]);
  return { roots: [id], rows: new Map([[id, { type: 'unread', id, folder: path, failure, children: [] }]]) };
}

/** The rows for one repository: stages in their order, in each the applications by name. */
export function stageTree(
  { project, stages }: StagesRead,
  { parent, requests = [] }: { readonly parent?: string; readonly requests?: readonly FollowedRequest[] } = {},
): StageTree {
  const rows = new Map<string, StageRow | ApplicationRow>();
  const roots: string[] = [];
  for (const overview of stages) {
    const { stage } = overview;
    const id = stageId(project.root, stage.name);
    const applications = applicationRows(overview, { root: project.root, parent: id, requests });
    for (const row of applications) rows.set(row.id, row);
    const place = project.places.get(stage.name) ?? '';
    const next = overview.next.map((to) => ({
      stage: to.stage,
      behind: applications.filter((row) => row.next.some((one) => one.isBehind && one.stage === to.stage)).length,
    }));
    const children = applications.map((row) => row.id);
    const shown = new Set(applications.flatMap((row) => row.requests));
    const into = requestsInto(requests, { root: project.root, stage: stage.name }).filter((one) => !shown.has(one));
    rows.set(id, { type: 'stage', id, parent, stage, place, next, requests: into, children });
    roots.push(id);
  }
  return { roots, rows };
}

function applicationRows(
  { stage, applications, next: followers }: StagesRead['stages'][number],
  { root, parent, requests }: Pick<ApplicationRow, 'parent' | 'requests'> & { readonly root: string },
): ApplicationRow[] {
  const compared = followers.map(
    (to) => [to.stage, new Map(to.comparisons.map((one) => [applicationId(one), one]))] as const,
  );
  return [...applications]
    .sort((one, other) => one.key.localeCompare(other.key) || one.kind.localeCompare(other.kind))
    .map((application) => {
      const id = rowId(root, stage.name, application);
      const next = compared.flatMap(([to, comparisons]) => {
        const comparison = comparisons.get(applicationId(application));
        return comparison === undefined
          ? []
          : [{ stage: to, comparison, isBehind: isBehind(comparison), isMissing: isMissing(comparison) }];
      });
      const into = requestsInto(requests, { root, stage: stage.name, application: applicationId(application) });
      return { type: 'application', id, parent, stage, application, next, requests: into, children: [] };
    });
}

/** Whether something of an application could be promoted to a stage after its own. */
export function isNextBehind({ next }: Pick<ApplicationRow, 'next'>): boolean {
  return next.some((one) => one.isBehind || one.isMissing);
}

function isMissing({ standing, source }: ApplicationComparison): boolean {
  return standing === 'missing' && source !== undefined;
}

/** What a row's id names. */
export interface NamedRow {
  /** Of the repository. */
  readonly root: string;
  readonly stage?: string;
  readonly kind?: string;
  readonly key?: string;
}

/** The repository that a row names, the stage and the application where it is one's; undefined for another view's id. */
export function parseStageId(id: string): NamedRow | undefined {
  if (!id.startsWith('["')) return undefined;
  try {
    const [root, stage, kind, key] = JSON.parse(id) as readonly unknown[];
    if (typeof root !== 'string') return undefined;
    if (typeof stage !== 'string') return { root };
    return typeof kind === 'string' && typeof key === 'string' ? { root, stage, kind, key } : { root, stage };
  } catch {
    return undefined;
  }
}
