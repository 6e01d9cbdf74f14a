import { shortCommit } from '../../../base/shortCommit.ts';
import { plainText } from '../../../base/plainText.ts';
import type { Revisions } from '../../../promote/rollback/listRevisionsRan.ts';
import type { OpenedRollback } from '../../../promote/rollback/openRollback.ts';
import type { RollbackPreview } from '../../../promote/rollback/previewRollback.ts';
import type { RanRevision } from '../../../stages/terms/rollback.ts';
import { ranText } from '../../../stages/words/ranText.ts';
import { printed } from './stagesJson.ts';
import { table } from './table.ts';

/** Revisions to choose among, the newest first. */
export function revisionsText({ subject, destination }: OpenedRollback, { revisions, more }: Revisions): string {
  const where = destination.branch === undefined ? '' : ` on ${destination.branch}`;
  const rows = revisions.map((one) => [
    `  ${shortCommit(one.commit)}`,
    one.time === undefined ? '' : new Date(one.time * 1_000).toISOString().slice(0, 10),
    plainText(one.subject ?? '(not in this repository)', 72),
    ranText(one),
  ]);
  const head = `${subject.sentence}: what it read${where}, the newest first`;
  const rest = more ? ['  and earlier ones'] : [];
  return `${[plainText(head, 300), ...table(rows), ...rest].join('\n')}\n`;
}

/** The same for programs. */
export function revisionsJson(opened: OpenedRollback, { revisions, more }: Revisions): string {
  return printed({ ...subjectJson(opened), revisions: revisions.map(revisionJson), more });
}

/** What a rollback does, for programs. */
export function rollbackJson(opened: OpenedRollback, { rollback, title }: RollbackPreview): object {
  const { changes, others, kept, automations, doubts, isProven, then } = rollback;
  return {
    ...subjectJson(opened),
    to: then.commit ?? null,
    title,
    files: changes.map(({ kind, path }) => ({ path, change: fileChanges[kind] })),
    others,
    kept,
    automations: automations.map(({ key, paths }) => ({ object: key, paths })),
    doubts,
    proven: isProven,
  };
}

/** `edit`: of a file of several only what is the application's own. */
const fileChanges = { edit: 'edit', create: 'restore', copy: 'restore', delete: 'delete' } as const;

function subjectJson({ subject, stage, destination }: OpenedRollback): object {
  return { subject: subject.sentence, stage: stage?.name ?? null, target: destination.branch ?? null };
}

function revisionJson({ commit, subject, author, time, run, isRunning, isCurrent }: RanRevision): object {
  return {
    commit,
    subject: subject ?? null,
    author: author ?? null,
    time: time === undefined ? null : new Date(time * 1_000).toISOString(),
    run: run === undefined ? null : { outcome: run.outcome, first: run.first, last: run.last },
    running: isRunning,
    current: isCurrent,
  };
}
