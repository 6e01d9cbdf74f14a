import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { ObjectKey } from '../../../flux/object.ts';
import type { Landing } from '../../../stages/landing/terms.ts';
import { chooseRepository } from '../../commands/revisionPick.ts';
import type { CommandContext } from '../../commands/context.ts';
import { whenSettled } from '../../commands/settled.ts';
import { lazy } from '../../lazy.ts';
import { openObject } from '../../objectDocument.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';
import { objectPathId } from '../../tree/treeView.ts';

/** What landings are followed with. */
export type LandingContext = Pick<CommandContext, 'host' | 'view' | 'connect' | 'changes'>;

/**
 * Follows a commit, else what is checked out, through the connected cluster until it is decided, and says what became of it.
 * Throws a FailureError with a sentence where there is no such commit or no cluster.
 */
export async function didItLand(context: LandingContext, named: string | undefined): Promise<void> {
  const { changes } = context;
  const root = await chooseRepository(changes.engine(), texts.promote.landing.pickRepository());
  if (root === undefined) return;
  await whenSettled(context);
  const commit = named !== undefined && /^[0-9a-f]{40,64}$/.test(named) ? named : 'HEAD';
  const title = texts.promote.landing.following(commit === 'HEAD' ? commit : commit.slice(0, 12));
  const landing = await withLateProgress(title, (signal, report) => follow(context, { root, commit }, report, signal));
  tellLanding(context, landing);
}

function follow(
  { host, changes }: LandingContext,
  question: { readonly root: string; readonly commit: string },
  report: (sentence: string) => void,
  signal: AbortSignal,
): Promise<Landing> {
  const ports = { engine: changes.engine(), snapshot: () => host.snapshot, onDidChange: host.onDidChange };
  const onLanding = ({ sentence }: Landing): void => report(plainText(sentence, 300));
  return lazy('promote').followLanding(question, ports, { onLanding }, signal);
}

/** One notification; of a failure with the way to the object that it is due to. Waits for nobody. */
function tellLanding(context: LandingContext, { verdict, sentence, cause }: Landing): void {
  const message = plainText(sentence, 240);
  const hasFailed = verdict === 'notApplied' || verdict === 'notHealthy';
  const goTo = texts.promote.landing.goToObject();
  const buttons = cause === undefined ? [] : [goTo];
  const answer = hasFailed
    ? vscode.window.showErrorMessage(message, ...buttons)
    : vscode.window.showInformationMessage(message, ...buttons);
  void answer.then((button) => (button === goTo && cause !== undefined ? show(context, cause.key) : undefined));
}

/** In the tree, or as a document where a filter hides it. */
async function show({ host, view }: LandingContext, key: ObjectKey): Promise<void> {
  await vscode.commands.executeCommand('sluice.cluster.focus');
  if (!(await view.reveal(objectPathId(key)))) await openObject(host, key);
}
