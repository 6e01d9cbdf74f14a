import { FailureError, type Failure } from '../../base/failure.ts';
import { sleep } from '../../base/wait.ts';
import type { Forge, Proposal, PullRequest, Saved } from '../terms/forge.ts';
import { failedWith } from '../terms/forgeFailure.ts';
import { cutBody } from './cutBody.ts';
import { readMarker, writeMarker, type Marker } from './marker.ts';

/** What became of a proposal. */
export interface Proposed {
  /** `unchanged`: it was open and says the same; `joined`: somebody else opened the same at the same time. */
  readonly result: 'opened' | 'updated' | 'unchanged' | 'joined';
  readonly pullRequest: PullRequest;
  /** Older ones of the family that were closed. */
  readonly superseded: readonly PullRequest[];
  /** Newer ones of the family that are open: this one may be closed for one of them. */
  readonly newer: readonly PullRequest[];
  readonly omissions: readonly Failure[];
}

/** Proposals of one family replace each other. */
interface Family {
  readonly forge: Forge;
  readonly marker: Marker;
  /** With the marker, as long as the forge takes it. */
  readonly proposal: Proposal;
  readonly commit: string | undefined;
}

/** How long forges may take to know of a push: milliseconds between the times that they are asked. */
const patience = [250, 500, 1_000, 2_000];

/**
 * Opens a pull request, or updates the one that proposes the same: from the same branch, or with the same marker. Then
 * open ones of the same family with lower numbers are closed with a comment that names it. Whatever fails in between can
 * be done again, also by two machines at once, and ends in one open pull request of the family. Pull requests from other
 * repositories are never touched, whatever they say of themselves. `commit` is what the text is about: where the branch holds
 * another one by then, the text stays as it is. Throws a FailureError (ForgeFailure; `changedMeanwhile` for that), or the
 * signal's reason.
 */
export async function openOrUpdate(
  forge: Forge,
  { marker, proposal, commit }: { readonly marker: Marker; readonly proposal: Proposal; readonly commit?: string },
  signal: AbortSignal,
): Promise<Proposed> {
  const line = `\n\n${writeMarker(marker)}\n`;
  const body = `${cutBody(proposal.body.trimEnd(), forge.limits.body - line.length)}${line}`;
  const title = cutTitle(proposal.title, forge.limits.title);
  const family = { forge, marker, proposal: { ...proposal, title, body }, commit };
  const before = await relatives(family, signal);
  const known = sameAs(family, before);
  const { result, saved } = known === undefined ? await open(family, signal) : await update(family, known, signal);
  return settle(family, result, saved, known === undefined ? await relatives(family, signal) : before, signal);
}

async function relatives(
  { forge, marker, proposal: { base, head } }: Family,
  signal: AbortSignal,
): Promise<PullRequest[]> {
  const found = await forge.openPullRequests({ base }, signal);
  return found.filter(
    (one) => !one.isFromElsewhere && (one.head === head || readMarker(one.body)?.family === marker.family),
  );
}

function sameAs({ marker, proposal }: Family, found: readonly PullRequest[]): PullRequest | undefined {
  return (
    found.find(({ head }) => head === proposal.head) ?? found.find(({ body }) => readMarker(body)?.key === marker.key)
  );
}

type Step = { readonly result: Proposed['result']; readonly saved: Saved };

async function open(family: Family, signal: AbortSignal): Promise<Step> {
  const { forge, proposal } = family;
  try {
    return { result: 'opened', saved: await forge.open(proposal, signal) };
  } catch (error) {
    if (!failedWith(error, 'exists')) throw error;
    // Somebody was faster, perhaps this very promotion, whose answer did not arrive.
    const [known] = await forge.openPullRequests({ base: proposal.base, head: proposal.head }, signal);
    if (known === undefined) throw error;
    return update(family, known, signal);
  }
}

async function update(family: Family, known: PullRequest, signal: AbortSignal): Promise<Step> {
  const { forge, proposal } = family;
  const { title, body, labels, reviewers } = proposal;
  await requireCommit(family, known, signal);
  const isSame =
    known.title === title && lines(known.body) === lines(body) && labels.every((one) => known.labels.includes(one));
  if (isSame) return { result: 'unchanged', saved: { pullRequest: known, omissions: [] } };
  // Whether it is a draft is the reviewers' from the moment it is open.
  return { result: 'updated', saved: await forge.update(known, { title, body, labels, reviewers }, signal) };
}

/** Somebody may have pushed something newer to the branch: what is said here of it is not true any more. */
async function requireCommit(
  { forge, proposal: { head }, commit }: Family,
  known: PullRequest,
  signal: AbortSignal,
): Promise<void> {
  if (commit === undefined || known.head !== head) return;
  let now = known.headCommit;
  for (const time of patience) {
    if (now === commit) return;
    await sleep(time, signal);
    now = (await forge.pullRequest(known.number, signal)).headCommit;
  }
  if (now === commit) return;
  const message = `Pull request #${known.number} proposes ${now.slice(0, 12)} of ${head} and not what was pushed here: somebody pushed to it at the same time. Its text was left as it is; look at it again.`;
  throw new FailureError({ code: 'changedMeanwhile', message });
}

/** Forges may keep texts with other line ends than they got. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

async function settle(
  { forge, marker }: Family,
  result: Proposed['result'],
  { pullRequest, omissions }: Saved,
  family: readonly PullRequest[],
  signal: AbortSignal,
): Promise<Proposed> {
  const others = family.filter(({ number }) => number !== pullRequest.number);
  const older = others.filter(({ number }) => number < pullRequest.number);
  const twin = older.find(({ body }) => readMarker(body)?.key === marker.key);
  if (result === 'opened' && twin !== undefined) {
    // Two machines opened the same at the same time: the first one stays, and each closes only its own.
    await retire(forge, pullRequest, `The same as #${twin.number}, which was opened at the same time.`, signal);
    return { result: 'joined', pullRequest: twin, superseded: [], newer: [], omissions };
  }
  for (const one of older) await retire(forge, one, `Superseded by #${pullRequest.number}.`, signal);
  const newer = others.filter(({ number }) => number > pullRequest.number);
  return { result, pullRequest, superseded: older, newer, omissions };
}

/** Comments once, however often this is tried, and closes. */
async function retire(forge: Forge, { number }: PullRequest, reason: string, signal: AbortSignal): Promise<void> {
  const said = await forge.comments(number, signal);
  if (!said.some((comment) => comment.trim() === reason)) await forge.comment(number, reason, signal);
  await forge.close(number, signal);
}

function cutTitle(title: string, limit: number): string {
  return title.length <= limit ? title : `${title.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
