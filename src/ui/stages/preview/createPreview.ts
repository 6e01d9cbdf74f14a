import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import { parseKey } from '../../../flux/object.ts';
import type { Preview, PreviewQuestion } from '../../../promote/preview/planPreview.ts';
import type { CheckSubject } from '../../../stages/preview/checkText.ts';
import type { LeftOut } from '../../../stages/preview/previewObjects.ts';
import type { CommandContext } from '../../commands/context.ts';
import { refusal } from '../../commands/guard.ts';
import { whenSettled } from '../../commands/settled.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';
import { chooseStages } from '../chooseStages.ts';
import { gitCredentials } from '../promote/gitQuestions.ts';
import { showPassing } from '../stageDocuments.ts';
import { lookAndPublish } from './lookAndPublish.ts';
import { chooseBranch, chooseKustomizations, chooseName, chooseStage, seenStage } from './previewQuestions.ts';

/** What previews are made with. */
export type PreviewContext = Pick<CommandContext, 'host' | 'connect' | 'stages' | 'promoting'>;

/**
 * Leads a person from a stage and a branch to a preview: what is copied, the check, what is written, one question. Throws a
 * FailureError with a sentence where it may not be or does not work.
 */
export async function createPreview(context: PreviewContext, nodes: readonly string[]): Promise<void> {
  if (setting('readOnly')) throw refusal('readOnly', texts.preview.readOnly());
  const { promoting, stages } = context;
  // Without a cluster there is no use in answering questions.
  await whenSettled(context);
  const read = await chooseStages(stages.state, nodes);
  const stage = read && (await chooseStage(read, nodes, texts.preview.pickStage.create()));
  if (read === undefined || stage === undefined) return;
  const seen = seenStage(context, stage);
  const kustomizations = await chooseKustomizations(context, read, seen, nodes);
  const [first] = kustomizations ?? [];
  const branch = first && (await chooseBranch(read.project));
  if (kustomizations === undefined || first === undefined || branch === undefined || branch === '') return;
  const { previewGround, previewName, previewTexts, publishPreview } = lazy('promote');
  const credentials = gitCredentials(promoting.tokens);
  // Whether the branch is there at all is said before anybody thinks of a name.
  const ground = await withLateProgress(texts.preview.fetching(plainText(branch)), (signal) =>
    previewGround(read.project, stage, { branch, credentials }, signal),
  );
  const application = kustomizations.length === 1 ? parseKey(first).name : stage.name;
  const name = await chooseName(previewName(application, branch));
  if (name === undefined) return;
  const { root } = read.project;
  const [commit, target] = [ground.commit ?? '', ground.target.commit ?? ''];
  const question = { root, kustomizations, branch, commit, target, name };
  const subject = { name, branch, commit, context: seen.context };
  const preview = await checked(context, question, subject, seen.doubts);
  if (preview === undefined) return;
  const said = previewTexts(preview.check, { ...subject, stage: stage.name });
  await lookAndPublish(promoting, {
    ...{ root, name, context: seen.context, destination: ground.destination, title: said.title },
    ...{ changes: preview.changes, target: preview.target, after: preview.after },
    warnings: preview.check.doubts,
    lists: [preview.check.sentences],
    make: (order, signal) => publishPreview(preview, said, order, signal),
  });
}

/** Shows the check, and makes it anew without what the person leaves out; undefined where it is refused or they give up. */
async function checked(
  { host, promoting }: PreviewContext,
  question: PreviewQuestion,
  subject: CheckSubject,
  doubts: readonly string[],
): Promise<Preview | undefined> {
  const { planPreview, checkText } = lazy('promote');
  let without: readonly LeftOut[] = [];
  for (;;) {
    const client = host.session?.client;
    if (client === undefined) throw refusal('notConnected', texts.notConnected());
    const ports = { engine: promoting.engine(), snapshot: () => host.snapshot, cluster: client.diff, others: [] };
    const planned = await withLateProgress(texts.preview.checking(subject.name), (signal) =>
      planPreview({ ...question, without }, ports, signal),
    );
    const preview = { ...planned, check: { ...planned.check, doubts: [...doubts, ...planned.check.doubts] } };
    const close = await showPassing('preview-check.txt', checkText(preview.check, subject));
    const answer = await ask(preview);
    await close();
    if (answer === 'goOn') return preview;
    if (answer !== 'leaveOut') return undefined;
    without = [...without, ...preview.check.leavable];
  }
}

type Answer = 'goOn' | 'leaveOut' | 'close';

async function ask({ name, check }: Preview): Promise<Answer | undefined> {
  const { isAllowed, doubts, leavable } = check;
  const names = leavable.map(({ kind, name: one }) => `${kind}/${one}`).join(', ');
  const items: (vscode.QuickPickItem & { readonly answer: Answer })[] = [];
  if (isAllowed) {
    items.push({ answer: 'goOn', label: texts.preview.goOn(), iconPath: new vscode.ThemeIcon('arrow-right') });
  } else {
    // Without them it may be allowed: the check is made again.
    if (leavable.length > 0) {
      const label = texts.preview.leaveOut(plainText(names, 120));
      const detail = texts.preview.leaveOutDetail();
      items.push({ answer: 'leaveOut', label, detail, iconPath: new vscode.ThemeIcon('remove') });
    }
    items.push({ answer: 'close', label: texts.preview.close(), iconPath: new vscode.ThemeIcon('close') });
  }
  const verdict = isAllowed ? (doubts.length === 0 ? 'allowed' : 'doubtful') : 'refused';
  const look = { title: texts.preview[verdict](name), placeHolder: plainText(check.sentences[0] ?? '', 200) };
  return (await vscode.window.showQuickPick(items, { ...look, ignoreFocusOut: true }))?.answer;
}
