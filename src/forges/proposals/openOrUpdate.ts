import type { Failure } from '../../base/failure.ts';
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
}

/**
 * Opens a pull request, or updates the one that proposes the same: from the same branch, or with the same marker. Then
 * open ones of the same family with lower numbers are closed with a comment that names it. Whatever fails in between can
 * be done again, also by two machines at once, and ends in one open pull request of the family. Pull requests from other
 * repositories are never touched, whatever they say of themselves.
 */
export async function openOrUpdate(
  forge: Forge,
  { marker, proposal }: { readonly marker: Marker; readonly proposal: Proposal },
  signal: AbortSignal,
): Promise<Proposed> {
  const line = `\n\n${writeMarker(marker)}\n`;
  const body = `${cutBody(proposal.body.trimEnd(), forge.limits.body - line.length)}${line}`;
  const title = cutTitle(proposal.title, forge.limits.title);
  const family = { forge, marker, proposal: { ...proposal, title, body } };
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

async function update({ forge, proposal }: Family, known: PullRequest, signal: AbortSignal): Promise<Step> {
  const { title, body, labels, reviewers } = proposal;
  const isSame =
    known.title === title && lines(known.body) === lines(body) && labels.every((one) => known.labels.includes(one));
  if (isSame) return { result: 'unchanged', saved: { pullRequest: known, omissions: [] } };
  // Whether it is a draft is the reviewers' from the moment it is open.
  return { result: 'updated', saved: await forge.update(known, { title, body, labels, reviewers }, signal) };
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
