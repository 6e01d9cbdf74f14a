import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { ObjectKey } from '../../../flux/object.ts';
import type { Landing } from '../../../stages/landing/terms.ts';
import { lazy } from '../../lazy.ts';
import { openObject } from '../../objectDocument.ts';
import { texts } from '../../texts.ts';
import { objectPathId, type FluxTreeView } from '../../tree/treeView.ts';
import { gitCredentials } from '../promote/gitQuestions.ts';
import type { Promoting } from '../promote/promoting.ts';

/** What landings are followed with. */
export interface LandingContext extends Pick<Promoting, 'host' | 'engine' | 'tokens'> {
  readonly view: FluxTreeView;
}

/** A commit that is followed. */
export interface FollowedCommit {
  readonly root: string;
  /** By any name that Git knows. */
  readonly commit: string;
  /** Where it is fetched from if it is not here; by default the usual remote and its main branch. */
  readonly remote?: string;
  readonly branch?: string;
}

/** How it is followed. */
export interface FollowingOptions {
  /** Hears what is said of it on the way. */
  readonly report?: (sentence: string) => void;
  /** Whether nobody may be asked to sign in. */
  readonly isQuiet?: boolean;
}

/** Follows a commit through the connected cluster until it is decided. Rejects as followLanding does. */
export function followCommit(
  { host, engine, tokens }: LandingContext,
  { root, commit, remote, branch }: FollowedCommit,
  { report, isQuiet = false }: FollowingOptions,
  signal: AbortSignal,
): Promise<Landing> {
  const { fetchBranch, followLanding } = lazy('promote');
  const { session, ask } = gitCredentials(tokens);
  const credentials = { ...(session && { session }), ...(ask && !isQuiet && { ask }) };
  const from = { root, credentials, ...(remote !== undefined && { remote }), ...(branch !== undefined && { branch }) };
  const ports = {
    engine: engine(),
    snapshot: () => host.snapshot,
    onDidChange: host.onDidChange,
    fetch: (_: string, end: AbortSignal) => fetchBranch(from, end),
  };
  const onLanding = ({ sentence }: Landing): void => report?.(plainText(sentence, 300));
  return followLanding({ root, commit }, ports, { onLanding }, signal);
}

/** One notification; of a failure with the way to the object that it is due to. `of`: what landed. Waits for nobody. */
export function tellLanding(
  context: Pick<LandingContext, 'host' | 'view'>,
  { verdict, sentence, cause }: Landing,
  of?: string,
): void {
  const message = plainText(of === undefined ? sentence : `${of}: ${sentence}`, 240);
  const hasFailed = verdict === 'notApplied' || verdict === 'notHealthy';
  const goTo = texts.promote.landing.goToObject();
  const buttons = cause === undefined ? [] : [goTo];
  const answer = hasFailed
    ? vscode.window.showErrorMessage(message, ...buttons)
    : vscode.window.showInformationMessage(message, ...buttons);
  void answer.then((button) => (button === goTo && cause !== undefined ? show(context, cause.key) : undefined));
}

/** In the tree, or as a document where a filter hides it. */
async function show({ host, view }: Pick<LandingContext, 'host' | 'view'>, key: ObjectKey): Promise<void> {
  await vscode.commands.executeCommand('sluice.cluster.focus');
  if (!(await view.reveal(objectPathId(key)))) await openObject(host, key);
}
