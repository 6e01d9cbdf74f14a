import { shortCommit } from '../../base/shortCommit.ts';
import { env } from 'node:process';
import { FailureError, failureOf, messageOf } from '../../base/failure.ts';
import { silentLogger } from '../../base/logger.ts';
import { plainText } from '../../base/plainText.ts';
import { slashed } from '../../files/slashes.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import type { OpenedRollback } from '../../promote/rollback/openRollback.ts';
import type { RollbackPreview } from '../../promote/rollback/previewRollback.ts';
import { automationAdvice, otherReader } from '../../stages/words/rollbackAdvice.ts';
import { commandRenderer } from '../clusterEngine.ts';
import { connect } from '../diff/connect.ts';
import { lazy } from '../lazy.ts';
import { omissionsOf, publishedJson, publishedLines } from './output/published.ts';
import { revisionsJson, revisionsText, rollbackJson } from './output/rollbackText.ts';
import { printed } from './output/stagesJson.ts';
import type { RollbackOptions } from './rollbackOptions.ts';
import type { Printed } from './stages.ts';

interface Ears {
  readonly signal: AbortSignal;
  readonly onNotice: (line: string) => void;
}

/**
 * Lists the revisions that something may be rolled back to or, with `--to`, rolls it back. With `--dry-run` the patch that
 * would be committed is all that is printed, and nothing is written anywhere. Rejects with a sentence, or the signal's reason.
 */
export async function rollback(options: RollbackOptions, ears: Ears): Promise<Printed> {
  const { wanted, to, dryRun, change: way, remote } = options;
  const { signal } = ears;
  const { openProject, declaredSubjectOf, openRollback, ciCredentials } = lazy('promote');
  const project = await openProject(slashed('.'), signal, { mayLackStages: true });
  const renderer = commandRenderer();
  try {
    const { subject, stage } = declaredSubjectOf(project, wanted, renderer);
    const place = {
      project,
      stage,
      way,
      remote,
      credentials: ciCredentials(env),
      mayBeOld: to === undefined || dryRun,
    };
    // A patch depends on files alone: who wants no more waits for no cluster.
    const context = options.context ?? (dryRun ? undefined : stage?.context);
    const cluster = await snapshotOf(context, options.context !== undefined, ears);
    const opened = await openRollback(subject, { place, snapshot: cluster.snapshot }, signal);
    const notes = [...cluster.notes, ...opened.notes];
    const done =
      to === undefined ? await list(opened, options, signal) : await rollBack(opened, { ...options, to }, signal);
    return { ...done, notes: [...notes, ...done.notes].map((note) => plainText(note, 1_000)) };
  } finally {
    renderer.dispose();
  }
}

/** The objects of a context's cluster. One that somebody named must answer; that of a stage need not. */
async function snapshotOf(
  context: string | undefined,
  isNamed: boolean,
  ears: Ears,
): Promise<{ readonly snapshot: Snapshot | undefined; readonly notes: readonly string[] }> {
  if (context === undefined) return { snapshot: undefined, notes: [] };
  try {
    const cluster = await connect(context, ears);
    cluster.dispose();
    return { snapshot: cluster.snapshot, notes: [] };
  } catch (error) {
    ears.signal.throwIfAborted();
    if (isNamed) throw error;
    const why = failureOf(error)?.message ?? messageOf(error);
    return { snapshot: undefined, notes: [`What ran is not known: ${why}`] };
  }
}

async function list(opened: OpenedRollback, { output }: RollbackOptions, signal: AbortSignal): Promise<Printed> {
  const { root, subject, target, runs } = opened;
  const { listRevisionsRan } = lazy('promote');
  const found = await listRevisionsRan({ root, subject, runs, target: target.commit ?? '' }, signal);
  const out = output === 'json' ? revisionsJson(opened, found) : revisionsText(opened, found);
  const more = found.isShallow ? ['The clone is shallow: earlier revisions are not known. git fetch --unshallow'] : [];
  return { out, notes: more, code: 0 };
}

async function rollBack(
  opened: OpenedRollback,
  { to, dryRun, withOthers, output }: RollbackOptions & { readonly to: string },
  signal: AbortSignal,
): Promise<Printed> {
  const { root, destination, subject } = opened;
  const { requireRevision, previewRollback, ciForge, ciCredentials, publishRollback } = lazy('promote');
  const commit = await requireRevision(root, to, signal);
  const preview = await previewRollback(opened, commit, signal);
  const { rollback: plan, patch } = preview;
  const notes = notesOf(preview);
  const nothing = `Nothing to restore: the files of ${subject.sentence} are as they were at ${shortCommit(commit)}.`;
  if (dryRun) {
    // Standard output is the patch, or JSON, and nothing else.
    const out = output === 'json' ? printed({ ...rollbackJson(opened, preview), patch }) : patch;
    return { out, notes: plan.changes.length === 0 ? [nothing, ...notes] : notes, code: 0 };
  }
  if (plan.changes.length === 0) {
    const out = output === 'json' ? printed({ ...rollbackJson(opened, preview), outcome: 'nothing' }) : `${nothing}\n`;
    return { out, notes, code: 0 };
  }
  if (plan.others.length > 0 && !withOthers) {
    const names = plan.others.map(otherReader).join(' ');
    const message = `This would roll back others too. ${names} If that is meant, say --with-others.`;
    throw new FailureError({ code: 'othersRead', message: plainText(message, 2_000) });
  }
  const found = await ciForge(destination, { root, env, logger: silentLogger }, signal);
  try {
    const { forge, buildNumber } = found;
    const order = { opened, rollback: plan, credentials: ciCredentials(env), forge };
    const published = await publishRollback({ ...order, ...(buildNumber !== undefined && { buildNumber }) }, signal);
    const page = published.proposed?.pullRequest.url ?? found.page(published);
    const lines = [preview.title, ...publishedLines(published, { remote: destination.remote?.name, page })];
    const out =
      output === 'json'
        ? printed({ ...rollbackJson(opened, preview), ...publishedJson(published, page) })
        : `${lines.map((line) => plainText(line, 1_000)).join('\n')}\n`;
    return { out, notes: [...notes, ...found.notes, ...omissionsOf(published)], code: 0 };
  } finally {
    found.dispose();
  }
}

/** What somebody must know of a rollback, a sentence each. */
function notesOf({ rollback: { others, automations, kept, doubts } }: RollbackPreview): readonly string[] {
  return [
    ...others.map(otherReader),
    ...automations.map(automationAdvice),
    ...kept.map((path) => `${path} is new since and stays, because others read it.`),
    ...doubts,
  ];
}
