import * as vscode from 'vscode';
import { messageOf } from '../../../base/failure.ts';
import { plainText } from '../../../base/plainText.ts';
import type { OpenedRollback } from '../../../promote/rollback/openRollback.ts';
import type { RollbackPreview } from '../../../promote/rollback/previewRollback.ts';
import { refusal } from '../../commands/guard.ts';
import { chooseRepository } from '../../commands/revisionPick.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';
import { askAndPublish } from '../promote/askAndPublish.ts';
import { confirmChange } from '../promote/confirmChange.ts';
import { gitCredentials } from '../promote/gitQuestions.ts';
import type { Promoting } from '../promote/promoting.ts';
import { chooseRevision } from './chooseRevision.ts';
import { chooseThing, nameOfThing, subjectOf, type ChosenSubject, type RollbackThing } from './chooseSubject.ts';

/** What a rollback begins with; the person is asked for the rest. */
export interface RollbackStart {
  readonly root?: string;
  readonly thing?: RollbackThing;
}

/**
 * Leads a person from a Kustomization or an application to a commit or a pull request that brings an earlier revision of it
 * back: the revision, the edits, one question. Throws a FailureError with a sentence where it may not be or does not work.
 */
export async function rollBack(promoting: Promoting, start: RollbackStart): Promise<void> {
  if (setting('readOnly')) throw refusal('readOnly', texts.rollback.readOnly());
  const root = start.root ?? (await chooseRepository(promoting.engine(), texts.rollback.pickRepository()));
  if (root === undefined) return;
  const { cleanUp, openProject, openRollback, listRevisionsRan, previewRollback, followedSource } = lazy('promote');
  const project = await withLateProgress(texts.promote.opening(), async (signal) => {
    // What ended half-way is of no use, and no reason not to begin again.
    await cleanUp(root, signal).catch((error: unknown) => promoting.log.warn(`Cleaning up: ${messageOf(error)}`));
    return openProject(root, signal, { mayLackStages: true });
  });
  const thing = start.thing ?? (await chooseThing(promoting, project));
  if (thing === undefined) return;
  const chosen = subjectOf(promoting, project, thing);
  const { subject, stage, isConnected } = chosen;
  const snapshot = isConnected ? promoting.host.snapshot : undefined;
  const source = snapshot && subject.kustomization ? followedSource(subject.kustomization, snapshot) : undefined;
  const credentials = gitCredentials(promoting.tokens);
  const place = { project, stage, branch: source?.branch, credentials };
  const read = await withLateProgress(texts.rollback.fetching(plainText(nameOfThing(thing))), async (signal) => {
    const opened = await openRollback(subject, { place, snapshot }, signal);
    const question = { root: project.root, subject, runs: opened.runs, target: opened.target.commit ?? '' };
    return { opened, found: await listRevisionsRan(question, signal) };
  });
  for (;;) {
    const commit = await chooseRevision(read.opened, read.found);
    if (commit === undefined) return;
    const preview = await withLateProgress(texts.rollback.planning(commit.slice(0, 8)), (signal) =>
      previewRollback(read.opened, commit, signal),
    );
    const { rollback, title, after } = preview;
    if (rollback.changes.length === 0) {
      const nothing = texts.rollback.nothing(plainText(subject.sentence), commit.slice(0, 8));
      void vscode.window.showInformationMessage(nothing);
      return;
    }
    const paths = rollback.changes.map(({ path }) => path);
    await promoting.documents.show({ title, paths, before: rollback.target, after });
    const next = await look(preview);
    if (next === 'goOn')
      await publish(promoting, { ...chosen, opened: read.opened, preview, effects: source?.effects ?? [] });
    if (next !== 'again') return;
  }
}

/** The edits are open behind it, to be scrolled as long as the person likes. */
async function look({ title, rollback }: RollbackPreview): Promise<'goOn' | 'again' | undefined> {
  const items = [
    { next: 'goOn' as const, label: texts.rollback.goOn(), iconPath: new vscode.ThemeIcon('arrow-right') },
    { next: 'again' as const, label: texts.rollback.again(), iconPath: new vscode.ThemeIcon('list-selection') },
  ];
  const options = { title: texts.rollback.look(plainText(title), rollback.changes.length), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.next;
}

interface LookedAt extends Pick<ChosenSubject, 'stage' | 'isConnected'> {
  readonly opened: OpenedRollback;
  readonly preview: RollbackPreview;
  /** When a commit takes effect, where pushing it is not enough. */
  readonly effects: readonly string[];
}

/** Asks for others that read the files, then once for all; makes it and says what became of it. */
async function publish(promoting: Promoting, looked: LookedAt): Promise<void> {
  const { opened, preview, stage } = looked;
  const { publishRollback } = lazy('promote');
  if (!(await othersAgreed(preview))) return;
  await askAndPublish<true>(promoting, {
    root: opened.root,
    destination: opened.destination,
    title: preview.title,
    ...(stage !== undefined && { changes: { stage: stage.name, applications: [opened.subject.name] } }),
    agree: async (review) => ((await confirmChange({ ...confirmation(promoting, looked), review })) ? true : undefined),
    make: (_, way, signal) => publishRollback({ opened, rollback: preview.rollback, ...way }, signal),
  });
}

/** Whether the person wants those rolled back too that read the same files. */
async function othersAgreed({ rollback: { others } }: RollbackPreview): Promise<boolean> {
  if (others.length === 0) return true;
  const { otherReader } = lazy('promote');
  const detail = others.slice(0, 8).map((one) => plainText(otherReader(one), 300));
  if (others.length > 8) detail.push(texts.promote.moreLines(others.length - 8));
  const answer = texts.rollback.rollBackAll();
  const options = { modal: true, detail: detail.join('\n') };
  return (await vscode.window.showWarningMessage(texts.rollback.others(others.length), options, answer)) === answer;
}

function confirmation(
  { host }: Promoting,
  { opened, preview, stage, isConnected, effects }: LookedAt,
): Omit<Parameters<typeof confirmChange>[0], 'review'> {
  const { rollbackHead, automationAdvice } = lazy('promote');
  const { changes, kept, automations, doubts, isProven } = preview.rollback;
  const unproven = opened.runs.length > 0 && !isProven ? [texts.rollback.unproven()] : [];
  const files = changes.map(({ kind, path }) => texts.rollback.files[kind](path));
  const live = isConnected && 'context' in host.state ? host.state.context : undefined;
  return {
    title: preview.title,
    destination: opened.destination,
    head: rollbackHead(opened),
    context: stage?.context ?? live,
    warnings: [
      ...automations.map(automationAdvice),
      ...doubts,
      ...effects,
      ...kept.map((path) => texts.rollback.kept(path)),
      ...unproven,
      ...opened.notes,
    ],
    lists: [files],
  };
}
