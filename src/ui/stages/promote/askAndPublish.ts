import { env } from 'node:process';
import * as vscode from 'vscode';
import { failureOf } from '../../../base/failure.ts';
import { plainText } from '../../../base/plainText.ts';
import type { Forge } from '../../../forges/terms/forge.ts';
import type { Credentials } from '../../../git/askpass/credentials.ts';
import type { Destination, Published } from '../../../promote/publishing/publishChange.ts';
import type { FollowedRequest } from '../../../promote/requests/followedRequest.ts';
import type { ForgesOptions, Review } from '../../../promote/publishing/review.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';
import { gitCredentials } from './gitQuestions.ts';
import { hostOf, type HostTokens, type Site } from './hostTokens.ts';
import { tellOutcome } from './outcome.ts';
import type { Promoting } from './promoting.ts';

/** A change of a repository that a person has looked at. */
export interface LookedAt<Agreed> {
  readonly root: string;
  readonly destination: Destination;
  readonly title: string;
  /** What its pull request changes, for one that is followed until it lands. */
  readonly changes?: Pick<FollowedRequest, 'stage' | 'applications'>;
  /** Asks once whether it is made; what they agreed to, undefined if they gave up. Nothing was pushed before. */
  readonly agree: (review: Review | undefined) => Promise<Agreed | undefined>;
  /** Makes it; perhaps again, after another token was typed. */
  readonly make: (agreed: Agreed, way: PublishWay, signal: AbortSignal) => Promise<Published>;
}

/** With what a change is made. */
export interface PublishWay {
  readonly credentials: Credentials;
  /** Absent where the branch alone is pushed. */
  readonly forge: Forge | undefined;
  /** The page of a commit. */
  readonly commitPage: Review['commitPage'];
}

/**
 * Asks once, signs in, makes a change and says what became of it. Throws a FailureError with a sentence where it failed, or
 * what `agree` throws.
 */
export async function askAndPublish<Agreed>(
  { tokens, log, requests }: Pick<Promoting, 'tokens' | 'log' | 'requests'>,
  { root, destination, title, changes, agree, make }: LookedAt<Agreed>,
): Promise<void> {
  const review = await withLateProgress(texts.promote.findingForge(), (signal) =>
    lazy('promote').reviewOf(destination, { ...forgesOptions(root), tokens: tokenSource(tokens), logger: log }, signal),
  );
  try {
    const agreed = await agree(review);
    if (agreed === undefined) return;
    const forge = review && (await signedIn(tokens, review, destination.branch ?? ''));
    if (forge === 'givenUp') return;
    const way = { credentials: gitCredentials(tokens), forge, commitPage: review?.commitPage };
    const run = (): Promise<Published> => withLateProgress(title, (signal) => make(agreed, way, signal));
    const published = await run().catch((error: unknown) => again(error, run, tokens, review));
    const opened = changes && followed({ root, destination, changes }, published, review);
    const superseded = published.proposed?.superseded.map(({ number }) => number);
    if (opened !== undefined) requests.follow(opened, superseded);
    tellOutcome(destination, published, review);
  } finally {
    review?.dispose();
  }
}

/** The pull request that was opened, to be followed; undefined where a person opens it. */
function followed(
  {
    root,
    destination,
    changes,
  }: Pick<LookedAt<unknown>, 'root' | 'destination'> & Required<Pick<LookedAt<unknown>, 'changes'>>,
  { proposed }: Published,
  review: Review | undefined,
): FollowedRequest | undefined {
  const { remote, branch: base } = destination;
  const place = review?.place;
  if (proposed === undefined || place === undefined || remote === undefined || base === undefined) return undefined;
  const { number, url, title } = proposed.pullRequest;
  return { root, remote: remote.name, place, number, url, title, base, ...changes, since: Date.now() };
}

/** How forges are found here and reached, as the person set it. */
export function forgesOptions(root: string): ForgesOptions {
  const http = vscode.workspace.getConfiguration('http');
  const httpProxy = http.get<string>('proxy') ?? '';
  const noProxy = http.get<readonly string[]>('noProxy') ?? [];
  const proxies = { env, ...(httpProxy !== '' && { httpProxy }), ...(noProxy.length > 0 && { noProxy }) };
  return { root, configured: lazy('promote').readConfiguredForges(setting('forges')), proxies };
}

/** The site of a place's pages. */
export function siteOf({ kind, web }: NonNullable<Review['place']>): Site {
  return { origin: new URL(web).origin, kind };
}

/** The tokens that are known for a place: nobody is asked. */
export function tokenSource(
  tokens: HostTokens,
): Parameters<ReturnType<typeof lazy<'promote'>>['reviewOf']>[1]['tokens'] {
  return ({ kind }) =>
    async ({ origin }, signal) =>
      (await tokens.known({ origin, kind }, signal)) ?? { advice: texts.promote.signInAdvice() };
}

/**
 * Signs in before anything is pushed, with a token that the forge takes: what it refuses is asked for again. Without a token the
 * branch can be pushed nevertheless, if the person wants that.
 */
async function signedIn(
  tokens: HostTokens,
  { forge, place }: Pick<Review, 'forge' | 'place'>,
  base: string,
): Promise<Forge | undefined | 'givenUp'> {
  if (forge === undefined || place === undefined) return forge;
  const site = siteOf(place);
  // The person's own answers are waited for; the boxes have Escape.
  while ((await tokens.signIn(site, new AbortController().signal)) !== undefined) {
    const refused = await refusalOf(forge, base);
    if (refused === undefined) return forge;
    if (!(await tokens.forget(site.origin))) throw refused;
    void vscode.window.showWarningMessage(plainText(refused.message, 500));
  }
  const push = texts.promote.answers.push();
  const message = texts.promote.withoutToken(hostOf(site.origin));
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, push);
  return answer === push ? undefined : 'givenUp';
}

/** Why the forge does not take the token that is there; undefined where it does. Throws what else keeps it from answering. */
async function refusalOf(forge: Forge, base: string): Promise<Error | undefined> {
  try {
    await withLateProgress(texts.promote.signingIn(), (signal) => forge.openPullRequests({ base }, signal));
    return undefined;
  } catch (error) {
    if (error instanceof Error && failureOf(error)?.code === 'unauthorized') return error;
    throw error;
  }
}

/** A token that was typed may have expired: then the person types another, and what was begun is ended. */
async function again(
  error: unknown,
  run: () => Promise<Published>,
  tokens: HostTokens,
  review: Review | undefined,
): Promise<Published> {
  const site = review?.place && siteOf(review.place);
  if (site === undefined || failureOf(error)?.code !== 'unauthorized') throw error;
  if (!(await tokens.forget(site.origin))) throw error;
  if ((await tokens.signIn(site, new AbortController().signal)) === undefined) throw error;
  return run();
}
