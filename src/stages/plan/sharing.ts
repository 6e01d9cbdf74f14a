import { sameJson } from '../../manifests/edits/expected.ts';
import type { Place } from '../../manifests/workspace/fileSummary.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { ApplicationRef } from '../terms/applicationId.ts';
import type { ApplicationComparison, Difference, Side } from '../terms/difference.ts';
import type { PlanContext } from './context.ts';
import { sourceValue } from './sourceValue.ts';

/** A difference that was chosen, and of which application. */
export interface Chosen {
  readonly application: ApplicationRef;
  readonly difference: Difference;
}

/**
 * The differences whose value is written in one place for several (an anchor, a file that several applications read), and
 * of which all take the same new value: there the one place is changed. With each, the paths at which it is read.
 */
export function shareAll(
  context: PlanContext,
  all: readonly Chosen[],
  applications: readonly ApplicationComparison[],
): ReadonlyMap<Difference, readonly Path[]> {
  const byPlace = new Map<string, Chosen[]>();
  const anchors = aliasedAnchors(all);
  for (const chosen of all) {
    const place = sharedPlace(chosen.difference, anchors);
    if (place !== undefined) byPlace.set(place, [...(byPlace.get(place) ?? []), chosen]);
  }
  const found = new Map<Difference, readonly Path[]>();
  for (const group of byPlace.values()) {
    if (!haveAll(group, applications) || !wantSame(context, group)) continue;
    const paths = group.flatMap(({ difference: { target } }) => (target === undefined ? [] : [target.path]));
    for (const { difference } of group) found.set(difference, paths);
  }
  return found;
}

/** Whether a side is an alias itself, and not a value within what an alias stands for. */
export function isAliased({ place, traits }: Side): boolean {
  return traits.some(
    (trait) => trait.kind === 'alias' && (place.span.start < trait.anchor.start || place.span.end > trait.anchor.end),
  );
}

/** The anchor's place for all that read it, apart for the parts of an image; else the value's own. */
function sharedPlace({ id, target }: Difference, anchors: readonly Place[]): string | undefined {
  if (target === undefined || !target.traits.some(({ kind }) => sharing.has(kind))) return undefined;
  const { path, span } = target.place;
  const alias = target.traits.find((trait) => trait.kind === 'alias');
  const own = alias !== undefined && isAliased(target) ? alias.anchor : span;
  const anchor = anchors.find((one) => one.path === path && one.span.start <= own.start && own.end <= one.span.end);
  const part = /#(?:tag|digest)$/.exec(id)?.[0] ?? '';
  return `${(anchor?.span ?? own).start}${part} ${path}`;
}

const sharing: ReadonlySet<string> = new Set(['alias', 'anchored', 'common']);

/** What aliases among the chosen stand for. */
function aliasedAnchors(all: readonly Chosen[]): readonly Place[] {
  return all.flatMap(({ difference: { target } }) =>
    (target?.traits ?? []).flatMap((trait) =>
      trait.kind === 'alias' && target !== undefined && isAliased(target)
        ? [{ path: target.place.path, span: trait.anchor }]
        : [],
    ),
  );
}

/** Whether all uses of an anchor, and all applications that read a file, are among the chosen. */
function haveAll(group: readonly Chosen[], applications: readonly ApplicationComparison[]): boolean {
  const taken = new Set(group.map(({ application: { key } }) => key));
  // What several read is one difference: applications without one of their own have nothing more to agree to.
  const agrees = (key: string): boolean =>
    taken.has(key) || applications.some((one) => one.key === key && !hasAt(one, group));
  const traits = group.flatMap(({ difference }) => difference.target?.traits ?? []);
  const anchor = traits.find((trait) => trait.kind === 'anchored');
  if (traits.some(({ kind }) => kind === 'alias') && anchor === undefined) return false;
  const places = new Set(group.map(({ difference }) => JSON.stringify(difference.target?.path)));
  if (anchor !== undefined && places.size < anchor.uses + 1) return false;
  return traits.every((trait) => trait.kind !== 'common' || trait.applications.every(agrees));
}

/** Whether an application has a difference of its own in a place of the chosen. */
function hasAt({ differences }: ApplicationComparison, group: readonly Chosen[]): boolean {
  const places = new Set(group.map(({ difference: { target } }) => target && placeKey(target)));
  return differences.some(({ target }) => target !== undefined && places.has(placeKey(target)));
}

function placeKey({ place: { path, span } }: Side): string {
  return `${span.start}-${span.end} ${path}`;
}

function wantSame({ from }: PlanContext, group: readonly Chosen[]): boolean {
  const values = group.map(({ difference }) => sourceValue(from, difference)?.json);
  const [first] = values;
  return first !== undefined && values.every((value) => value !== undefined && sameJson(first, value));
}
