import { shortCommit } from '../../../base/shortCommit.ts';
import * as vscode from 'vscode';
import type { FollowedRequest } from '../../../promote/requests/followedRequest.ts';
import type { RecentCommit } from '../../../promote/landing/recentCommits.ts';
import { pickText } from '../../commands/choices.ts';
import type { CommandContext } from '../../commands/context.ts';
import { refusal } from '../../commands/guard.ts';
import { chooseRepository } from '../../commands/revisionPick.ts';
import { whenSettled } from '../../commands/settled.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';
import { openPage } from '../promote/openPage.ts';
import { siteOf } from '../promote/askAndPublish.ts';
import { followCommit, tellLanding, type FollowedCommit } from './followCommit.ts';
import { askApprovals, askForge } from './askForge.ts';

/** What the command works with. */
export type DidItLandContext = Pick<CommandContext, 'host' | 'view' | 'connect' | 'promoting'>;

type Choice = { readonly commit: string } | { readonly request: FollowedRequest };

/**
 * Follows a commit, or what a pull request brought, through the connected cluster until it is decided, and says what became of
 * it. Without a commit the person picks one. Throws a FailureError with a sentence where there is no such commit or no cluster.
 */
export async function didItLand(context: DidItLandContext, named: string | undefined): Promise<void> {
  const { promoting } = context;
  const root = await chooseRepository(promoting.engine(), texts.promote.landing.pickRepository());
  if (root === undefined) return;
  const isCommit = named !== undefined && /^[0-9a-f]{40,64}$/.test(named);
  const choice = isCommit ? { commit: named } : await choose(root, promoting.requests.all);
  if (choice === undefined) return;
  const followed = 'request' in choice ? await mergedAs(context, choice.request) : { root, commit: choice.commit };
  if (followed === undefined) return;
  const request = promoting.requests.all.find(({ merged }) => merged?.commit === followed.commit);
  await whenSettled(context);
  const title = texts.promote.landing.following(shortCommit(followed.commit));
  const landing = await withLateProgress(title, (signal, report) =>
    followCommit({ ...context, ...promoting }, { ...(request && placeOf(request)), ...followed }, { report }, signal),
  );
  if (request !== undefined) promoting.requests.forget(request);
  tellLanding(context, landing, request && `#${request.number}`);
}

type Item = vscode.QuickPickItem & { readonly choice: Choice };

/** Pull requests first, then commits, what is checked out before others. The only one is not asked for. */
async function choose(root: string, all: readonly FollowedRequest[]): Promise<Choice | undefined> {
  const { recentCommits } = lazy('promote');
  const commits = await withLateProgress(texts.promote.landing.reading(), (signal) => recentCommits(root, signal));
  const requests = all.filter((one) => one.root === root);
  const items = [
    ...commits.slice(0, 1).map(commitItem),
    ...requests.map(requestItem),
    ...commits.slice(1).map(commitItem),
  ];
  const [only, ...others] = items;
  if (only === undefined) throw refusal('nothing', texts.promote.landing.noCommit());
  if (others.length === 0) return only.choice;
  const title = texts.promote.landing.pick();
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true }))?.choice;
}

function commitItem({ commit, subject, isHead, isPushed }: RecentCommit): Item {
  const { landing } = texts.promote;
  const said = [shortCommit(commit), ...(isHead ? [landing.head()] : []), ...(isPushed ? [] : [landing.notPushed()])];
  return {
    label: pickText(subject === '' ? shortCommit(commit) : subject),
    description: said.join(' \u00b7 '),
    iconPath: new vscode.ThemeIcon('git-commit'),
    choice: { commit },
  };
}

function requestItem(request: FollowedRequest): Item {
  const { number, title, merged } = request;
  const { landing } = texts.promote;
  return {
    label: pickText(`#${number} ${title}`),
    description: merged === undefined ? landing.open() : landing.merged(),
    iconPath: new vscode.ThemeIcon(merged === undefined ? 'git-pull-request' : 'git-merge'),
    choice: { request },
  };
}

/** The commit that a pull request was merged as, asked for now; undefined where it was not, which is said. */
async function mergedAs(
  { promoting }: DidItLandContext,
  request: FollowedRequest,
): Promise<FollowedCommit | undefined> {
  const { tokens, requests } = promoting;
  const { landing } = texts.promote;
  // The person's own answers are waited for; the box has Escape. Some forges tell everybody.
  await tokens.signIn(siteOf(request.place), new AbortController().signal);
  const asking = landing.asking(request.number);
  const now = await withLateProgress(asking, (signal) => askForge(promoting, request, signal));
  if (now.state === 'open') {
    const approvals = await withLateProgress(asking, (signal) => askApprovals(promoting, request, now, signal));
    const sentence = landing.notMerged(request.number, approvals);
    const button = texts.promote.openPullRequest();
    void vscode.window.showInformationMessage(sentence, button).then((answer) => {
      if (answer === button) return openPage(request.url);
      return undefined;
    });
    return undefined;
  }
  if (now.state === 'closed') {
    requests.forget(request);
    void vscode.window.showInformationMessage(landing.closed(request.number));
    return undefined;
  }
  requests.follow({ ...request, merged: { commit: now.mergeCommit } });
  if (now.mergeCommit === undefined) throw refusal('nothing', landing.unnamed(request.number));
  return { root: request.root, commit: now.mergeCommit };
}

/** Where its commit is fetched from. */
function placeOf({ remote, base }: FollowedRequest): Pick<FollowedCommit, 'remote' | 'branch'> {
  return { remote, branch: base };
}
