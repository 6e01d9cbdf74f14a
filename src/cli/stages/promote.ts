import { env } from 'node:process';
import { silentLogger } from '../../base/logger.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { CiForge } from '../../promote/ci.ts';
import type { PromotionPreview } from '../../promote/previewPromotion.ts';
import type { Published } from '../../promote/publishPromotion.ts';
import type { GatesVerdict } from '../../stages/gates/gatesOf.ts';
import { moveText } from '../../stages/words/moveText.ts';
import { plainText } from '../../base/plainText.ts';
import { lazy } from '../lazy.ts';
import { gatesNow, requireOpen } from './gatesNow.ts';
import { planJson, printed } from './output/stagesJson.ts';
import { chosen, open, wishOf, type Printed } from './stages.ts';
import type { PromoteOptions } from './stagesOptions.ts';

/**
 * Promotes from one stage to another. With `--dry-run` the patch that would be committed is all that is printed, and nothing is
 * written anywhere. Rejects with a sentence, or the signal's reason.
 */
export async function promote(
  options: PromoteOptions,
  { signal, onNotice }: { readonly signal: AbortSignal; readonly onNotice: (line: string) => void },
): Promise<Printed> {
  const { from, to, dryRun, remote, output } = options;
  const { readPair, previewPromotion, publishPromotion, ciForge, ciCredentials } = lazy('promote');
  const project = await open(signal);
  const credentials = ciCredentials(env);
  const pair = { project, from, to, credentials, ...(remote !== undefined && { remote }), mayBeOld: dryRun };
  const read = await readPair(pair, signal);
  const wish = wishOf(chosen(read.comparisons, options), options);
  const preview = previewPromotion(read, wish);
  const { plan } = preview;
  const notes = [...preview.notes, ...plan.refusals.map(refusalText)];
  const besides = plan.refusals.length > 0 ? ' but what is named above' : '';
  // Other differences are not chosen by themselves, so that there may be some.
  const nothing = `Nothing to promote: no version of ${to} is known to be behind ${from}${besides}. sluice compare lists all differences.`;
  const gates = (forge: Forge | undefined, isOffline: boolean): Promise<GatesVerdict> =>
    gatesNow({ root: project.root, preview, forge, isOffline, onNotice }, signal);
  if (dryRun) {
    // Standard output is the patch, or JSON, and nothing else.
    const said = plan.changes.length === 0 ? [nothing] : (await gates(undefined, true)).results.map(gateText);
    return { out: output === 'json' ? previewJson(preview) : preview.patch, notes: [...notes, ...said], code: 0 };
  }
  if (plan.changes.length === 0) {
    return {
      out: output === 'json' ? printed({ ...planJson(plan), outcome: 'nothing' }) : `${nothing}\n`,
      notes,
      code: 0,
    };
  }
  const forge = await ciForge(preview, { root: project.root, env, logger: silentLogger }, signal);
  try {
    const verdict = await gates(forge.order.review?.forge, false);
    requireOpen(verdict, to);
    notes.push(...verdict.results.filter(({ isMet }) => isMet !== true).map(gateText));
    const order = withEvidence(forge.order, verdict);
    const published = await publishPromotion({ root: project.root, preview, wish, credentials, ...order }, signal);
    const page = published.proposed?.pullRequest.url ?? forge.page(published);
    const out = output === 'json' ? publishedJson(preview, published, page) : publishedText(preview, published, page);
    return { out, notes: [...notes, ...forge.notes, ...omissionsOf(published)], code: 0 };
  } finally {
    forge.dispose();
  }
}

function refusalText({ sentence, offer }: PromotionPreview['plan']['refusals'][number]): string {
  return plainText(
    offer === undefined ? `Not promoted: ${sentence}` : `Not promoted: ${sentence} ${offer.sentence}`,
    1_000,
  );
}

function gateText({ gate, isMet, sentence }: GatesVerdict['results'][number]): string {
  const state = isMet === true ? 'open' : isMet === false ? 'closed' : 'not known';
  return plainText(`Gate ${gate} is ${state}: ${sentence}`, 1_000);
}

/** What the gates said goes into the pull request. */
function withEvidence(order: CiForge['order'], { results }: GatesVerdict): CiForge['order'] {
  const { review } = order;
  return review === undefined
    ? order
    : { ...order, review: { ...review, facts: { ...review.facts, evidence: results } } };
}

function omissionsOf({ proposed }: Published): readonly string[] {
  return (proposed?.omissions ?? []).map(({ message }) => message);
}

function previewJson({ plan, patch, branch }: PromotionPreview): string {
  return printed({ ...planJson(plan), branch: branch ?? null, patch });
}

function publishedJson({ plan }: PromotionPreview, published: Published, page: string | undefined): string {
  const { outcome, branch, commit, title, proposed } = published;
  const pullRequest =
    proposed === undefined
      ? null
      : {
          number: proposed.pullRequest.number,
          url: proposed.pullRequest.url,
          result: proposed.result,
          superseded: proposed.superseded.map(({ number }) => number),
        };
  return printed({
    ...planJson(plan),
    outcome,
    branch,
    commit: commit ?? null,
    title,
    pullRequest,
    page: page ?? null,
  });
}

function publishedText({ plan, remote }: PromotionPreview, published: Published, page: string | undefined): string {
  const { outcome, branch, commit, proposed } = published;
  const where = `${branch} of ${remote?.name ?? 'the remote'}`;
  const what: Readonly<Record<Published['outcome'], string>> = {
    pushed: `Committed ${commit?.slice(0, 10) ?? ''} to ${where}.`,
    created: `Pushed ${commit?.slice(0, 10) ?? ''} to ${where}.`,
    updated: `Replaced what ${where} held by ${commit?.slice(0, 10) ?? ''}.`,
    same: `${where} holds this promotion already.`,
    nothing: `Somebody else has promoted this meanwhile: ${branch} holds it.`,
  };
  const request = proposed === undefined ? [] : [requestText(proposed)];
  const open =
    proposed === undefined && page !== undefined && outcome !== 'pushed' ? [`Open the pull request: ${page}`] : [];
  return `${[...plan.moves.map(moveText), what[outcome], ...request, ...open].map((line) => plainText(line, 1_000)).join('\n')}\n`;
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
