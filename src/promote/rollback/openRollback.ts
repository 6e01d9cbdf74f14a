import { FailureError } from '../../base/failure.ts';
import type { Credentials } from '../../git/askpass/credentials.ts';
import { resolveRevision } from '../../git/repository.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { runsOf } from '../../stages/rollback/ranRevisions.ts';
import type { Run } from '../../stages/terms/rollback.ts';
import type { ChangeWay, Stage, StagesConfig } from '../../stages/terms/config.ts';
import type { Project } from '../reading/project.ts';
import type { Destination } from '../publishing/publishChange.ts';
import { otherConfigNotes } from '../reading/configNotes.ts';
import { readBranches } from '../reading/readBranches.ts';
import type { Tree } from '../reading/trees.ts';
import type { Subject } from './subject.ts';

/** Where something is rolled back, and how. */
export interface RollbackPlace {
  readonly project: Project;
  /** The stage that it is of; undefined where it is of none. */
  readonly stage: Stage | undefined;
  /** The branch that its cluster follows; absent: the stage's, else the usual one. */
  readonly branch?: string | undefined;
  /** Absent: as the stage says, else by pull request. */
  readonly way?: ChangeWay | undefined;
  /** The remote's name; absent: the usual one. */
  readonly remote?: string | undefined;
  readonly credentials: Credentials;
  /** Whether what was fetched last may stand for a remote that does not answer: for a look, not for a commit. */
  readonly mayBeOld?: boolean;
}

/** What can be rolled back, read as the remote has it at this moment. */
export interface OpenedRollback {
  readonly root: string;
  readonly config: StagesConfig;
  readonly stage: Stage | undefined;
  readonly subject: Subject;
  readonly destination: Destination;
  readonly target: Tree;
  /** What its Kustomization ran, as far as a cluster remembers. */
  readonly runs: readonly Run[];
  readonly credentials: Credentials;
  /** What was read instead of the remote, as a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads the branch that something is rolled back on. `snapshot`: of the cluster that it runs in, where that is connected.
 * Throws a FailureError with a sentence, or the signal's reason.
 */
export async function openRollback(
  subject: Subject,
  { place, snapshot }: { readonly place: RollbackPlace; readonly snapshot: Snapshot | undefined },
  signal: AbortSignal,
): Promise<OpenedRollback> {
  const { project, stage, way, branch = stage?.branch } = place;
  const { root, config } = project;
  const { remote, credentials, mayBeOld } = place;
  const order = { project, credentials, ...(remote !== undefined && { remote }), ...(mayBeOld && { mayBeOld }) };
  const read = await readBranches(order, { from: branch, to: branch }, signal);
  const change = way ?? stage?.change ?? 'pullRequest';
  const live = subject.kustomization && snapshot && findObject(snapshot, subject.kustomization);
  return {
    root,
    config,
    stage,
    subject,
    destination: {
      remote: read.place.remote,
      branch: read.place.branch,
      way: change,
      config,
    },
    target: read.to,
    credentials,
    runs: live === undefined ? [] : runsOf(live),
    notes: [
      ...read.place.notes,
      ...otherConfigNotes(project, read.place, { tree: read.to, stage: stage && { ...stage, change } }),
    ],
  };
}

/** The commit of a revision as a person names it. Throws a FailureError (`noRevision`) where there is none here. */
export async function requireRevision(root: string, revision: string, signal: AbortSignal): Promise<string> {
  const commit = await resolveRevision(root, revision, signal);
  if (commit !== undefined) return commit;
  const message = `There is no revision ${revision} in ${root}. In a shallow clone, fetch its history first: git fetch --unshallow.`;
  throw new FailureError({ code: 'noRevision', message });
}
