import { scalarSource } from '../../manifests/yaml/scalarSource.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { FieldPath, Nearest, Side, Trait } from '../terms/difference.ts';
import { itemStep } from '../applications/fieldSteps.ts';
import { placeKey, type HeldApplication, type HeldObject, type StageHolding } from '../applications/holding.ts';
import {
  placedAt,
  textAt,
  whereOf,
  type Placed,
  type PlacedScalar,
  type PlacedSource,
  type Where,
} from '../applications/placed.ts';
import { documentKey, scalarKey } from '../applications/users.ts';
import { substituted, type Variables } from '../applications/variables.ts';
import { isMovingTag, isRange } from '../applications/versionText.ts';
import type { VersionPoint } from '../applications/versions.ts';
import { anchorAround } from './anchors.ts';
import { policyMarker } from './marker.ts';

/** What a side is seen in. */
export interface Seen {
  readonly holding: StageHolding;
  readonly application: HeldApplication;
  readonly object: HeldObject;
}

/** The side of a version. */
export function versionSide(point: VersionPoint, seen: Seen): Side {
  const { scalar, from, to, of } = point;
  const side = scalarSide(scalar, seen, { from, to });
  const last = point.field.at(-1);
  const more: Trait[] = [];
  if (of === 'chart' ? isRange(point.value) : last === 'semver') more.push({ kind: 'range', running: undefined });
  else if (point.part !== 'digest' && last !== 'commit' && isMovingTag(point.value)) more.push({ kind: 'moving' });
  else if (of === 'sourceRef' && last === 'branch') more.push({ kind: 'moving' });
  if (of === 'resourceSetInput') {
    const provider = textAt(placedAt(seen.object.value, 'spec', 'inputsFrom', 0), 'name');
    more.push({ kind: 'resourceSetInput', provider });
  }
  return { ...side, traits: [...side.traits, ...more] };
}

/**
 * The side of a scalar, or of a part of its text. Where one variable is all of it, the place is where this stage says the
 * variable's value.
 */
export function scalarSide(
  scalar: PlacedScalar,
  seen: Seen,
  part?: { readonly from: number; readonly to: number },
): Side {
  const { from, to } = part ?? { from: 0, to: scalar.text.length };
  const text = scalar.text.slice(from, to);
  const { text: value, names, whole } = substituted(text, seen.object.variables);
  const variables = names.map((name): Trait => variableTrait(name, seen.object.variables));
  if (whole !== undefined) {
    const given = writtenSide(whole, 0, whole.text.length, seen);
    return {
      ...given,
      value,
      traits: [...variables, ...given.traits.filter(({ kind }) => kind !== 'variable'), ...markerTraits(scalar, seen)],
    };
  }
  const side = writtenSide(scalar, from, to, seen);
  // Writing a value here would take the variable out.
  const made: Trait[] = names.length > 0 ? [{ kind: 'templated', template: text }] : [];
  return { ...side, value, traits: [...variables, ...made, ...side.traits, ...markerTraits(scalar, seen)] };
}

function variableTrait(name: string, { given }: Variables): Trait {
  const scalar = given.get(name);
  return {
    kind: 'variable',
    name,
    given: scalar && {
      path: scalar.at.source.path,
      span: spanIn(scalar.at, scalarSpan(scalar, 0, scalar.text.length)),
    },
  };
}

function writtenSide(scalar: PlacedScalar, from: number, to: number, seen: Seen): Side {
  const { at, text } = scalar;
  const skipped = at.skipped ?? 0;
  const target = at.node.type === 'alias' ? at.node.target : at.node;
  const partial = skipped > 0 || from > 0 || to < text.length;
  return {
    value: text.slice(from, to),
    place: { path: at.source.path, span: spanIn(at, partial ? scalarSpan(scalar, from, to) : at.node.span) },
    ...(target?.type === 'scalar' && { style: target.style }),
    path: at.path,
    partial,
    traits: [...whereTraits(at, seen, scalarKey(scalar)), ...textTraits(text.slice(from, to))],
  };
}

/** Where a part of a scalar's text stands in its document. */
function scalarSpan({ at }: PlacedScalar, from: number, to: number): Span {
  const { source, node, skipped = 0 } = at;
  if (node.type !== 'scalar') return node.span;
  const isWhole = skipped === 0 && from === 0 && to === node.text.length;
  return isWhole
    ? node.span
    : scalarSource(source.content.text, node).spanOf({ start: from + skipped, end: to + skipped });
}

function spanIn({ source }: Where, span: Span): Span {
  return source.spanOf(span);
}

/** The side of a map or list: its whole entry; of an item of a list the item. */
export function entrySide(value: Placed, seen: Seen): Side {
  if (value.type === 'scalar') return scalarSide(value, seen);
  const at = whereOf(value);
  const span = at.entry ?? at.node.span;
  return {
    value: at.source.content.text.slice(span.start, span.end),
    place: { path: at.source.path, span: at.source.spanOf(span) },
    path: at.path,
    partial: false,
    traits: whereTraits(at, seen),
  };
}

/** The side of a whole object. */
export function objectSide({ holding, application, object }: Seen): Side {
  const { built, value } = object;
  const { path, span } = built;
  const at = whereOf(value);
  const seen = { holding, application, object };
  const generated: Trait[] = built.generated ? [{ kind: 'generated', by: path }] : [];
  const patch = built.patches.find((one) => isOwnOf(holding, one.path) && namesObject(one, seen));
  const patched: Trait[] = patch === undefined ? [] : [{ kind: 'patched', by: patch.path }];
  return {
    value: built.name,
    place: { path, span },
    path: at.path,
    partial: false,
    traits: [...inheritedTrait(path, seen), ...commonTrait([documentKey(at.source)], seen), ...generated, ...patched],
  };
}

function isOwnOf({ readers }: StageHolding, path: string): boolean {
  return (readers.get(path)?.length ?? 0) <= 1;
}

/** Whether a patch is for an object by its kind and name, and not for whatever its target selects. */
function namesObject({ content }: PlacedSource, { object: { built, value } }: Seen): boolean {
  const name = textAt(value, 'metadata', 'name') ?? built.name;
  return content.objects.some((one) => one.kindId === built.kindId && one.name === name);
}

function whereTraits(at: Where, seen: Seen, key?: string): Trait[] {
  const { source, alias, merged, path } = at;
  const traits = inheritedTrait(source.path, seen);
  traits.push(...commonTrait([documentKey(source), ...(key === undefined ? [] : [key])], seen));
  if (merged) traits.push({ kind: 'merged' });
  if (alias?.target !== undefined) {
    traits.push({ kind: 'alias', name: alias.name, anchor: source.spanOf(alias.target.span) });
  } else if (at.node.type === 'alias' && at.node.target !== undefined) {
    traits.push({ kind: 'alias', name: at.node.name, anchor: source.spanOf(at.node.target.span) });
  }
  const anchor = anchorAround(source.content, path);
  if (anchor !== undefined) traits.push({ kind: 'anchored', ...anchor });
  return traits;
}

function commonTrait(keys: readonly string[], { holding }: Seen): Trait[] {
  const shared = keys.flatMap((key) => {
    const applications = holding.users.get(key) ?? [];
    return applications.length > 1 ? applications : [];
  });
  return shared.length === 0 ? [] : [{ kind: 'common', applications: [...new Set(shared)] }];
}

function inheritedTrait(path: string, { holding, application }: Seen): Trait[] {
  const stages = holding.readers.get(path) ?? [];
  return stages.length > 1 ? [{ kind: 'inherited', stages, overlay: application.overlay }] : [];
}

function textTraits(text: string): Trait[] {
  const template = /<<[^>]{0,200}>>|\{\{[^}]{0,200}\}\}/.exec(text)?.[0];
  return [
    ...(template === undefined ? [] : [{ kind: 'templated', template } as const]),
    ...(text.startsWith('ENC[') ? [{ kind: 'encrypted' } as const] : []),
  ];
}

function markerTraits({ at }: PlacedScalar, { holding }: Seen): Trait[] {
  const marker = policyMarker(at.source.content.text, at.node.span.end);
  if (marker === undefined) return [];
  const automations = holding.automations
    .filter(({ value }) => covers(textAt(value, 'spec', 'update', 'path'), at.source.path))
    .map(({ path, span }) => ({ path, span }));
  return [{ kind: 'imagePolicy', ...marker, automations }];
}

/** Whether an ImageUpdateAutomation's path holds a file; without a path it is all of the repository. */
function covers(path: string | undefined, file: string): boolean {
  const folder = (path ?? './').replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  return folder === '' || folder === '.' || file === folder || file.startsWith(`${folder}/`);
}

/** The deepest map or list on the way to a field that files of this stage alone write. */
export function nearestOf(field: FieldPath, { holding, object }: Seen): Nearest | undefined {
  const isOwn = (path: string) => isOwnOf(holding, path);
  let value: Placed | undefined = object.value;
  let found: Nearest | undefined;
  for (let depth = 0; depth < field.length && value !== undefined && value.type !== 'scalar'; depth += 1) {
    const places: readonly Where[] = value.type === 'map' ? value.at : [value.at];
    const own = places.findLast(({ source, alias, merged }) => isOwn(source.path) && alias === undefined && !merged);
    if (own !== undefined) {
      const { source, node, path } = own;
      found = { place: { path: source.path, span: source.spanOf(node.span) }, path, missing: field.slice(depth) };
    }
    value = below(value, field[depth]);
  }
  return found;
}

function below(value: Placed, step: FieldPath[number] | undefined): Placed | undefined {
  if (typeof step === 'string') return value.type === 'map' ? value.entries.get(step) : undefined;
  if (value.type !== 'list' || step === undefined) return undefined;
  if (typeof step === 'number') return value.items[step];
  return value.items.find((item, index) => {
    const own = itemStep(item, index);
    return typeof own === 'object' && own.value === step.value;
  });
}

/** The key of an object's place, to tell whether two sides are the same text. */
export function sideKey({ place }: Side): string {
  return `${placeKey(place.path, place.span.start)}-${place.span.end}`;
}
