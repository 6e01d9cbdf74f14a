import * as vscode from 'vscode';
import { messageOf } from '../../../base/failure.ts';
import { plainText } from '../../../base/plainText.ts';
import type { PromotionPreview } from '../../../promote/promotion/previewPromotion.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { refusal } from '../../commands/guard.ts';
import { chooseRepository } from '../../commands/revisionPick.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';
import { choosePair } from './choosePair.ts';
import { chooseWish } from './chooseWish.ts';
import { gitCredentials } from './gitQuestions.ts';
import { withRunning } from '../../../stages/compare/withRunning.ts';
import { runningVersions } from '../stageHealth.ts';
import type { Promoting } from './promoting.ts';
import { publish } from './publish.ts';
import { startRendering } from './rendering.ts';

/** What a promotion begins with; the person is asked for the rest. */
export interface PromotionStart {
  readonly root?: string;
  readonly from?: string;
  readonly to?: string;
  /** Ids. */
  readonly applications?: readonly string[];
}

/**
 * Leads a person from stages to a pull request or a commit: what moves, the edits, one question. Throws a FailureError with a
 * sentence where it may not be or does not work.
 */
export async function promote(promoting: Promoting, start: PromotionStart): Promise<void> {
  if (setting('readOnly')) throw refusal('readOnly', texts.promote.readOnly());
  const root = start.root ?? (await chooseRepository(promoting.engine(), texts.promote.pickRepository()));
  if (root === undefined) return;
  const { cleanUp, openProject, readPair, previewPromotion } = lazy('promote');
  const project = await withLateProgress(texts.promote.opening(), async (signal) => {
    // What a promotion left that ended half-way is of no use, and no reason not to begin another.
    await cleanUp(root, signal).catch((error: unknown) => promoting.log.warn(`Cleaning up: ${messageOf(error)}`));
    return openProject(root, signal);
  });
  const pair = await choosePair(project.config, start);
  if (pair === undefined) return;
  const order = { project, ...pair, credentials: gitCredentials(promoting.tokens) };
  const fetching = texts.promote.reading(plainText(pair.from), plainText(pair.to));
  const found = await withLateProgress(fetching, (signal) => readPair(order, signal));
  const running = runningVersions(promoting.host, project.config.stages);
  const read = { ...found, comparisons: withRunning(found.comparisons, running) };
  for (;;) {
    const wish = await chooseWish(read, start.applications);
    if (wish === undefined) return;
    const preview = previewPromotion(read, wish);
    if (preview.plan.changes.length === 0) {
      tellNothing(preview);
      return;
    }
    const { plan, target, after } = preview;
    const paths = plan.changes.map(({ path }) => path);
    const rendering = startRendering(promoting.engine(), { root: project.root, preview });
    try {
      await promoting.documents.show({ title: promotionTitle(plan), paths, before: target, after });
      const next = await look(preview);
      if (next === 'goOn') await publish(promoting, { root: project.root, preview, wish, rendering });
      if (next !== 'again') return;
    } finally {
      rendering.dispose();
    }
  }
}

/** The edits are open behind it, to be scrolled as long as the person likes. */
async function look({ plan }: PromotionPreview): Promise<'goOn' | 'again' | undefined> {
  const items = [
    { next: 'goOn' as const, label: texts.promote.goOn(), iconPath: new vscode.ThemeIcon('arrow-right') },
    { next: 'again' as const, label: texts.promote.again(), iconPath: new vscode.ThemeIcon('list-selection') },
  ];
  const title = texts.promote.look(promotionTitle(plan), plan.changes.length);
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.next;
}

function tellNothing({ plan: { from, to, refusals } }: PromotionPreview): void {
  const [first] = refusals;
  const [source, target] = [plainText(from), plainText(to)];
  void vscode.window.showInformationMessage(
    first === undefined
      ? texts.promote.nothing(source, target)
      : texts.promote.nothingBecause(source, target, plainText(first.sentence, 500)),
  );
}
