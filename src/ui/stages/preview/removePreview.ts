import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { DeclaredPreview } from '../../../stages/preview/previewFiles.ts';
import { nameInSentence } from '../../../flux/object.ts';
import { pickText } from '../../commands/choices.ts';
import { refusal } from '../../commands/guard.ts';
import { whenSettled } from '../../commands/settled.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';
import { chooseStages } from '../chooseStages.ts';
import { gitCredentials } from '../promote/gitQuestions.ts';
import type { PreviewContext } from './createPreview.ts';
import { lookAndPublish } from './lookAndPublish.ts';
import { chooseStage, seenStage } from './previewQuestions.ts';

/**
 * Lets a person take a preview away that the stage's branch has: what Flux will delete is said before. Throws a FailureError
 * with a sentence where it may not be or does not work.
 */
export async function removePreview(context: PreviewContext, nodes: readonly string[]): Promise<void> {
  if (setting('readOnly')) throw refusal('readOnly', texts.preview.readOnly());
  const { promoting, stages, host } = context;
  // Without a cluster there is no use in answering questions.
  await whenSettled(context);
  const read = await chooseStages(stages.state, nodes);
  const stage = read && (await chooseStage(read, nodes, texts.preview.pickStage.remove()));
  if (read === undefined || stage === undefined) return;
  const seen = seenStage(context, stage);
  const { planRemoval, previewGround, previewsIn, publishRemoval, removalTexts } = lazy('promote');
  const credentials = gitCredentials(promoting.tokens);
  const { destination, target } = await withLateProgress(texts.promote.opening(), (signal) =>
    previewGround(read.project, stage, { credentials }, signal),
  );
  const chosen = await choosePreview(previewsIn(target.files), destination.branch);
  if (chosen === undefined) return;
  const removal = planRemoval(chosen, target, host.snapshot);
  const { name, branch } = chosen;
  if (!removal.check.isAllowed) {
    throw refusal('shared', texts.preview.shares(name, plainText(removal.check.sentences.join(' '), 500)));
  }
  const doubts = [...seen.doubts, ...removal.doubts];
  const said = removalTexts({ name, branch, stage: stage.name }, { deleted: removal.deleted.length, doubts });
  await lookAndPublish(promoting, {
    ...{ root: read.project.root, name, context: seen.context, destination, title: said.title },
    ...{ changes: removal.changes, target: removal.target, after: removal.after },
    warnings: [deletion(name, removal.deleted.length), ...doubts],
    lists: [removal.deleted.map(nameInSentence)],
    make: (order, signal) => publishRemoval(removal, said, order, signal),
  });
}

/** Where nothing is known of what it applied, the doubts say why. */
function deletion(name: string, known: number): string {
  return known === 0 ? texts.preview.deletesUnknown(name) : texts.preview.deletes(name, known);
}

async function choosePreview(previews: readonly DeclaredPreview[], base: string): Promise<DeclaredPreview | undefined> {
  if (previews.length === 0) throw refusal('nothing', texts.preview.noPreviews(plainText(base)));
  const items = previews.map((preview) => ({
    label: pickText(preview.name),
    description: pickText(texts.preview.follows(preview.branch)),
    detail: pickText(preview.path),
    iconPath: new vscode.ThemeIcon('beaker'),
    preview,
  }));
  const look = { title: texts.preview.pickPreview(), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, look))?.preview;
}
