import { shortCommit } from '../../../base/shortCommit.ts';
import type { Published } from '../../../promote/publishing/publishChange.ts';

/** What became of a change, for programs. `page`: where a person goes on. */
export function publishedJson(
  { outcome, branch, commit, title, proposed }: Published,
  page: string | undefined,
): object {
  const pullRequest = proposed && {
    number: proposed.pullRequest.number,
    url: proposed.pullRequest.url,
    result: proposed.result,
    superseded: proposed.superseded.map(({ number }) => number),
  };
  return { outcome, branch, commit: commit ?? null, title, pullRequest: pullRequest ?? null, page: page ?? null };
}

/** What became of a change, a sentence on each line. `remote`: its name. */
export function publishedLines(
  { outcome, branch, commit, proposed }: Published,
  { remote, page }: { readonly remote: string | undefined; readonly page: string | undefined },
): readonly string[] {
  const where = `${branch} of ${remote ?? 'the remote'}`;
  const what: Readonly<Record<Published['outcome'], string>> = {
    pushed: `Committed ${shortCommit(commit ?? '')} to ${where}.`,
    created: `Pushed ${shortCommit(commit ?? '')} to ${where}.`,
    updated: `Replaced what ${where} held by ${shortCommit(commit ?? '')}.`,
    same: `${where} holds this change already.`,
    nothing: `Somebody else has done this meanwhile: ${where} holds it.`,
  };
  const isOpenedByHand = proposed === undefined && outcome !== 'pushed' && outcome !== 'nothing';
  return [
    what[outcome],
    ...(proposed === undefined ? [] : [requestText(proposed)]),
    ...(isOpenedByHand ? [byHand(branch, page)] : []),
  ];
}

function byHand(branch: string, page: string | undefined): string {
  return page === undefined
    ? `Open the pull request from ${branch} yourself.`
    : `Open the pull request yourself: ${page}`;
}

/** What the forge did not take of a pull request, a sentence each. */
export function omissionsOf({ proposed }: Published): readonly string[] {
  return (proposed?.omissions ?? []).map(({ message }) => message);
}

function requestText({ result, pullRequest: { number, url }, superseded }: NonNullable<Published['proposed']>): string {
  const words = {
    opened: `Opened pull request #${number}`,
    updated: `Updated pull request #${number}`,
    unchanged: `Pull request #${number} is open and says the same`,
    joined: `Somebody opened the same at the same time: pull request #${number}`,
  };
  const others = superseded.map((one) => `#${one.number}`).join(', ');
  return `${words[result]}${others === '' ? '' : `, which supersedes ${others}`}: ${url}`;
}
