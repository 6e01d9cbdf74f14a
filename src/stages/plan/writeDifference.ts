import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { Difference, Side } from '../terms/difference.ts';
import type { Move, Refusal } from '../terms/plan.ts';
import { addField } from './addField.ts';
import type { PlanContext } from './context.ts';
import type { Drafts } from './drafts.ts';
import { refusalBy } from './offers.ts';
import { removeField } from './removeField.ts';
import { sourceValue } from './sourceValue.ts';
import { isAliased, type Chosen } from './sharing.ts';
import { addPart, areOfOneImage, isPart } from './versionPart.ts';
import { what } from './said.ts';
import { whyNot } from './whyNot.ts';
import { addObject, removeObject, type Step } from './wholeObject.ts';
import { writeValue } from './writeValue.ts';

/** A difference to be written, and whether all that shares the target's value takes the same new one. */
export interface Wanted extends Chosen {
  /** Where its value is shared by several, all of which take the same: the paths at which it is read. */
  readonly sharedAt: readonly Path[] | undefined;
  /** All that is chosen. */
  readonly all: readonly Chosen[];
}

type Done = Pick<Move, 'before' | 'after' | 'path'>;

/** Writes one difference into the drafts of the target's files, or says why not. */
export function writeDifference(
  context: PlanContext,
  drafts: Drafts,
  wanted: Wanted,
): Done | { readonly refusal: Refusal } {
  const { from, to } = context;
  const { difference, sharedAt } = wanted;
  const allShare = sharedAt !== undefined;
  const objection = whyNot({ from: from.name, to: to.name, difference, allShare });
  if (objection !== undefined) return { refusal: refusalBy(context, difference, objection) };
  const written = { before: difference.target?.value, after: difference.source?.value };
  const step = stepFor(context, drafts, wanted);
  if ('code' in step) return { refusal: { ...step, difference: difference.id } };
  return { ...written, path: step.path };
}

function stepFor(context: PlanContext, drafts: Drafts, wanted: Wanted): Step {
  const { difference } = wanted;
  const { source, target, field } = difference;
  if (source !== undefined && target !== undefined) return overwrite(context, drafts, wanted, target);
  if (source === undefined) {
    if (target === undefined) return noPlace(context, difference);
    if (leavesNoTag(wanted)) return noTag(context, difference);
    return field.length === 0 ? removeObject(context, drafts, difference, target) : takeOut(drafts, difference, target);
  }
  return field.length === 0 ? addObject(context, drafts, difference, source) : putIn(context, drafts, wanted);
}

function overwrite(context: PlanContext, drafts: Drafts, { difference, sharedAt }: Wanted, target: Side): Step {
  const value = sourceValue(context.from, difference);
  if (value === undefined) return unreadable(context.from.name, difference, difference.source);
  const { path, span } = target.place;
  // Whoever shares an anchor follows it.
  if (isAliased(target)) return { path };
  // One entry of `images:` may be several objects' version.
  if (drafts.isTouched(path, span)) return drafts.says(path, span, value.json) ? { path } : conflict(difference, path);
  drafts.note(path, span, value.json);
  const file = drafts.manifest(path);
  const now = drafts.spanNow(path, span);
  if (file === undefined) return unreadable(context.to.name, difference, target);
  const edit = now && writeValue(file, target, now, value, sharedAt);
  if (now === undefined) return conflict(difference, path);
  return applied(drafts, path, edit, difference);
}

function putIn(context: PlanContext, drafts: Drafts, { difference, all }: Wanted): Step {
  const { nearest, field } = difference;
  const value = sourceValue(context.from, difference);
  if (value === undefined) return unreadable(context.from.name, difference, difference.source);
  if (isPart(difference) && value.scalar !== undefined) {
    const added = addPart(context, drafts, difference, value.scalar.text, all);
    if (added !== undefined) return applied(drafts, added.path, added.edit, difference);
    // A part alone is no value.
    if (difference.source?.partial === true) return noPlace(context, difference);
  }
  if (nearest === undefined) return noPlace(context, difference);
  const { path, span } = nearest.place;
  const file = drafts.manifest(path);
  const now = drafts.spanNow(path, span) ?? span;
  if (file === undefined) return unreadable(context.to.name, difference, undefined);
  const lines = value.lines !== undefined && nearest.missing.length <= field.length ? { lines: value.lines } : {};
  const edit = addField(file, nearest.path, now, { missing: nearest.missing, json: value.json, ...lines });
  return applied(drafts, path, edit, difference);
}

function takeOut(drafts: Drafts, difference: Difference, target: Side): Step {
  const { path, span } = target.place;
  if (drafts.says(path, span, undefined)) return { path };
  drafts.note(path, span, undefined);
  const file = drafts.manifest(path);
  const now = drafts.spanNow(path, span);
  const edit = file && now && removeField(file, target, now);
  return applied(drafts, path, edit, difference);
}

function applied(drafts: Drafts, path: string, edit: TextEdit | undefined, difference: Difference): Step {
  if (edit === undefined) {
    const sentence = `${what(difference)} cannot be written in ${path} without changing something else; it is written there in a way that this does not follow. Change it by hand.`;
    return { code: 'unsafe', sentence };
  }
  drafts.apply(path, edit);
  return { path };
}

function unreadable(stage: string, difference: Difference, side: Side | undefined): Step {
  const where = side === undefined ? 'its file' : side.place.path;
  return { code: 'unreadable', sentence: `${what(difference)} of ${stage} cannot be read in ${where}.` };
}

function conflict(difference: Difference, path: string): Step {
  return { code: 'conflict', sentence: `${what(difference)} shares its place in ${path} with another chosen change.` };
}

/** Whether an image would be left without a tag and get no digest in its place. */
function leavesNoTag({ difference, all }: Wanted): boolean {
  const hasDigest = all.some(({ difference: one }) => areOfOneImage(one, difference) && one.source !== undefined);
  return difference.version !== undefined && difference.id.endsWith('#tag') && !hasDigest;
}

function noTag({ from, to }: PlanContext, difference: Difference): Step {
  const sentence = `${from.name} gives no tag for ${what(difference)}; without one ${to.name} would run whatever "latest" is.`;
  return { code: 'moving', sentence };
}

function noPlace({ to }: PlanContext, difference: Difference): Step {
  const sentence = `No file of ${to.name} alone writes what ${what(difference)} would stand in.`;
  return { code: 'noPlace', sentence };
}
