import type { Difference } from '../terms/difference.ts';
import type { FileChange, Offer, Refusal } from '../terms/plan.ts';
import type { PlanContext } from './context.ts';
import { counterpart } from './counterpart.ts';
import { draftsOf, type Drafts } from './drafts.ts';
import { entryThatBrings } from './entries.ts';
import { withoutResource } from './listed.ts';
import { hasTrait, type Objection } from './objection.ts';
import { overrideIn } from './override.ts';
import { sourceValue, type SourceValue } from './sourceValue.ts';
import { writeValue } from './writeValue.ts';

/** The refusal for an objection, with what its offer comes to. */
export function refusalBy(context: PlanContext, difference: Difference, objection: Objection): Refusal {
  const { code, sentence, offer, by } = objection;
  const changes = offer && by && offered(context, difference, by);
  const made: Offer | undefined = offer && { ...offer, ...(changes && changes.length > 0 && { changes }) };
  return { code, sentence, difference: difference.id, ...(made && { offer: made }) };
}

/** What an offer comes to, on its own. */
function offered(
  { from, to }: PlanContext,
  difference: Difference,
  by: NonNullable<Objection['by']>,
): readonly FileChange[] | undefined {
  const drafts = draftsOf(to.files);
  const { target } = difference;
  if (by === 'entry') return withoutEntry({ from, to }, drafts, difference);
  const value = by === 'running' ? runningValue(difference) : sourceValue(from, difference);
  if (value === undefined || target === undefined) return undefined;
  const inherited = target.traits.find((trait) => trait.kind === 'inherited');
  // What is inherited is never offered to be written where it is for all.
  const overlay = inherited?.overlay;
  if (inherited !== undefined && overlay === undefined) return undefined;
  if (hasTrait(target, 'encrypted')) return undefined;
  const path = overlay ?? target.place.path;
  const file = drafts.manifest(path);
  if (file === undefined) return undefined;
  const edit =
    overlay === undefined ? writeValue(file, target, target.place.span, value) : overrideIn(file, difference, value);
  if (edit === undefined) return undefined;
  drafts.apply(path, edit);
  return drafts.changes();
}

/** The target's kustomizations without the entry that brings a shared object. */
function withoutEntry(context: PlanContext, drafts: Drafts, { target }: Difference): readonly FileChange[] | undefined {
  const { from, to } = context;
  const isOneTree = from.files === to.files;
  const isOwn = (path: string) => {
    const place = counterpart(path, to.stage, from.stage);
    return place !== undefined && (place !== path || !isOneTree);
  };
  const listing = target && entryThatBrings(to, target.place.path, isOwn);
  const file = listing && drafts.manifest(listing.path);
  const edit = file && withoutResource(file, listing.entry);
  if (listing === undefined || edit === undefined) return undefined;
  drafts.apply(listing.path, edit);
  return drafts.changes();
}

/** The version that runs where a range is declared. */
function runningValue({ source }: Difference): SourceValue | undefined {
  const range = source?.traits.find((trait) => trait.kind === 'range');
  if (range?.running === undefined) return undefined;
  return { scalar: { value: range.running, text: range.running }, json: range.running };
}
