import { env } from 'node:process';
import { silentLogger } from '../../base/logger.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { PromotionPreview } from '../../promote/promotion/previewPromotion.ts';
import type { GatesVerdict } from '../../stages/gates/gatesOf.ts';
import { applicationId } from '../../stages/terms/applicationId.ts';
import type { ApplicationComparison } from '../../stages/terms/difference.ts';
import { copyText, moveText } from '../../stages/words/moveText.ts';
import { plainText } from '../../base/plainText.ts';
import { lazy } from '../lazy.ts';
import { gatesNow, requireOpen } from './gatesNow.ts';
import { factsOf, proposedText, type ProposedText } from './proposedText.ts';
import { omissionsOf, publishedJson, publishedLines } from './output/published.ts';
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
  const { readPair, previewPromotion, destinationOf, publishPromotion, ciForge, ciCredentials } = lazy('promote');
  const project = await open(signal);
  const credentials = ciCredentials(env);
  const pair = { project, from, to, credentials, ...(remote !== undefined && { remote }), mayBeOld: dryRun };
  const read = await readPair(pair, signal);
  const wish = wishOf(chosen(read.comparisons, options), options);
  const preview = previewPromotion(read, wish);
  const { plan } = preview;
  const kept = options.applications.length > 0 ? [] : read.comparisons.flatMap(rolledBackText);
  const notes = [...preview.notes, ...kept, ...plan.refusals.map(refusalText)];
  const besides = plan.refusals.length > 0 ? ' but what is named above' : '';
  // Other differences are not chosen by themselves, so that there may be some.
  const nothing = `Nothing to promote: no version of ${to} is known to be behind ${from}${besides}. sluice compare lists all differences.`;
  const gates = (forge: Forge | undefined, isOffline: boolean): Promise<GatesVerdict> =>
    gatesNow({ root: project.root, preview, forge, isOffline, onNotice }, signal);
  if (dryRun) {
    // Standard output is the patch, or JSON, and nothing else.
    if (plan.changes.length === 0) {
      const out = output === 'json' ? previewJson(preview, undefined) : preview.patch;
      return { out, notes: [...notes, nothing], code: 0 };
    }
    const { results } = await gates(undefined, true);
    const text = output === 'json' ? await proposedText({ root: project.root, preview, results }, signal) : undefined;
    const out = output === 'json' ? previewJson(preview, text) : preview.patch;
    return { out, notes: [...notes, ...results.map(gateText)], code: 0 };
  }
  if (plan.changes.length === 0) {
    return {
      out: output === 'json' ? printed({ ...planJson(plan), outcome: 'nothing' }) : `${nothing}\n`,
      notes,
      code: 0,
    };
  }
  const found = await ciForge(destinationOf(preview), { root: project.root, env, logger: silentLogger }, signal);
  try {
    const { forge, buildNumber } = found;
    const verdict = await gates(forge, false);
    requireOpen(verdict, to);
    notes.push(...verdict.results.filter(({ isMet }) => isMet !== true).map(gateText));
    const { root } = project;
    const order = {
      ...{ root, preview, wish, credentials, forge, commitPage: found.commitPage },
      facts: await factsOf({ root, preview, results: verdict.results }, forge !== undefined, signal),
      ...(buildNumber !== undefined && { buildNumber }),
    };
    const published = await publishPromotion(order, signal);
    const page = published.proposed?.pullRequest.url ?? found.page(published);
    const did = [...plan.moves.map(moveText), ...plan.copies.map(copyText)];
    const lines = [...did, ...publishedLines(published, { remote: preview.remote?.name, page })];
    const out =
      output === 'json'
        ? printed({ ...planJson(plan), ...publishedJson(published, page) })
        : `${lines.map((line) => plainText(line, 1_000)).join('\n')}\n`;
    return { out, notes: [...notes, ...found.notes, ...omissionsOf(published)], code: 0 };
  } finally {
    found.dispose();
  }
}

/** What is not promoted because it was rolled back, and how it is all the same. */
function rolledBackText(comparison: ApplicationComparison): readonly string[] {
  const { key, differences } = comparison;
  const found = differences.find((one) => one.protected?.by === 'rolledBack')?.protected;
  if (found === undefined) return [];
  const text = `Not promoted: ${key}. ${found.reason} Name it to promote it anyway: --app ${applicationId(comparison)}`;
  return [plainText(text, 1_000)];
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

function previewJson({ plan, patch, branch }: PromotionPreview, pullRequest: ProposedText | undefined): string {
  return printed({ ...planJson(plan), branch: branch ?? null, patch, pullRequest: pullRequest ?? null });
}
