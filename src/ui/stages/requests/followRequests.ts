import * as vscode from 'vscode';
import { disposeAll, onDispose, type Disposable } from '../../../base/disposable.ts';
import { failureOf, messageOf } from '../../../base/failure.ts';
import { contextOf } from '../../../cluster/session/sessionState.ts';
import type { FollowedRequest } from '../../../promote/requests/followedRequest.ts';
import { texts } from '../../texts.ts';
import { siteOf } from '../promote/askAndPublish.ts';
import type { Promoting } from '../promote/promoting.ts';
import type { StagesState } from '../stagesState.ts';
import { askForge } from './askForge.ts';
import { followCommit, tellLanding, type LandingContext } from './followCommit.ts';
import { createQuietLook, type QuietLook } from './quietLook.ts';

/** What pull requests are followed with. */
export type FollowingContext = LandingContext & {
  readonly promoting: Pick<Promoting, 'tokens' | 'log' | 'requests'>;
  readonly stages: StagesState;
};

/**
 * Notices that pull requests were merged or closed while the view of the stages is seen: when it comes into sight, when the
 * window comes back, when the files of a stage moved. No one is asked to sign in, and nothing is sent where no pull request is
 * followed. A merged one is followed to what became of it, which is told once.
 */
export function followRequests(context: FollowingContext): Pick<QuietLook, 'setSeen'> & Disposable {
  const { promoting, stages, host } = context;
  const { requests, tokens, log } = promoting;
  const over = new AbortController();
  const followed = new Set<string>();

  const follow = async (request: FollowedRequest): Promise<void> => {
    const commit = request.merged?.commit;
    if (commit === undefined || followed.has(request.url) || !isConnectedTo(request)) return;
    followed.add(request.url);
    const { root, remote, base: branch } = request;
    try {
      const what = { root, commit, remote, branch };
      const landing = await followCommit(context, what, { isQuiet: true }, over.signal);
      // Whoever asked meanwhile was told.
      if (!requests.all.some(({ url }) => url === request.url)) return;
      requests.forget(request);
      tellLanding(context, landing, `#${request.number}`);
    } catch (error) {
      if (!over.signal.aborted)
        log.info(`Following #${request.number}: ${failureOf(error)?.message ?? messageOf(error)}`);
    }
  };

  const lookAt = async (request: FollowedRequest, signal: AbortSignal): Promise<void> => {
    if (request.merged !== undefined) return void follow(request);
    if ((await tokens.known(siteOf(request.place), signal)) === undefined) return;
    const now = await askForge(promoting, request, signal);
    if (now.state === 'open') return;
    if (now.state === 'closed') {
      requests.forget(request);
      void vscode.window.showInformationMessage(texts.promote.landing.closed(request.number));
      return;
    }
    const merged = { ...request, merged: { commit: now.mergeCommit } };
    requests.follow(merged);
    if (now.mergeCommit !== undefined && isConnectedTo(request)) void follow(merged);
    else tellMerged(merged);
  };

  const quiet = createQuietLook({
    async look(signal) {
      if (!vscode.workspace.isTrusted) return false;
      const looks = requests.all.map((request) => lookAt(request, signal));
      const failed = (await Promise.allSettled(looks)).find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') log.debug(`Pull requests: ${messageOf(failed.reason)}`);
      return failed === undefined;
    },
  });
  const owned = disposeAll(
    stages.onDidChange(({ isReading }) => {
      if (!isReading) quiet.nudge();
    }),
    host.onDidChangeState(() => quiet.nudge()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) quiet.nudge();
    }),
    quiet,
    onDispose(() => over.abort()),
  );
  return { setSeen: (isSeen) => quiet.setSeen(isSeen), dispose: () => owned.dispose() };

  /** Whether the cluster of its stage is connected; where no context is named, whether any is. */
  function isConnectedTo({ root, stage }: FollowedRequest): boolean {
    if (host.state.phase !== 'connected') return false;
    const read = stages.current.read?.repositories.find(({ project }) => project.root === root);
    const wanted = read?.project.config.stages.find(({ name }) => name === stage)?.context;
    return wanted === undefined || contextOf(host.state) === wanted;
  }
}

function tellMerged({ number, merged }: FollowedRequest): void {
  const { landing } = texts.promote;
  const button = landing.ask();
  void vscode.window.showInformationMessage(landing.wasMerged(number), button).then((answer) => {
    if (answer !== button) return undefined;
    return vscode.commands.executeCommand('sluice.didItLand', ...(merged?.commit === undefined ? [] : [merged.commit]));
  });
}
