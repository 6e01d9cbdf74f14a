import type { Side, Trait } from '../terms/difference.ts';
import { whereOf, type Placed, type PlacedScalar } from '../applications/placed.ts';
import { documentKey, scalarKey } from '../applications/users.ts';
import { substituted } from '../applications/variables.ts';
import { scalarSpan } from './scalarSpan.ts';
import { isMovingTag, isRange } from '../applications/versionText.ts';
import type { VersionPoint } from '../applications/versionPoint.ts';
import type { Seen } from './seen.ts';
import {
  variableTrait,
  isOwnOf,
  namesObject,
  whereTraits,
  commonTrait,
  inheritedTrait,
  textTraits,
  markerTraits,
} from './traits.ts';

/** The side of a version. */
export function versionSide(point: VersionPoint, seen: Seen): Side {
  const { scalar, from, to, of } = point;
  const side = scalarSide(scalar, seen, { from, to });
  const last = point.field.at(-1);
  const more: Trait[] = [];
  const mayBeRange = of === 'chart' || of === 'resourceSetInput';
  if (mayBeRange ? isRange(point.value) : last === 'semver') more.push({ kind: 'range', running: undefined });
  else if (point.part !== 'digest' && last !== 'commit' && isMovingTag(point.value)) more.push({ kind: 'moving' });
  else if (of === 'sourceRef' && last === 'branch') more.push({ kind: 'moving' });
  if (of === 'resourceSetInput') more.push({ kind: 'resourceSetInput' });
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

function writtenSide(scalar: PlacedScalar, from: number, to: number, seen: Seen): Side {
  const { at, text } = scalar;
  const skipped = at.skipped ?? 0;
  const target = at.node.type === 'alias' ? at.node.target : at.node;
  const partial = skipped > 0 || from > 0 || to < text.length;
  return {
    value: text.slice(from, to),
    place: { path: at.source.path, span: at.source.spanOf(partial ? scalarSpan(scalar, from, to) : at.node.span) },
    ...(target?.type === 'scalar' && { style: target.style }),
    path: at.path,
    partial,
    traits: [...whereTraits(at, seen, scalarKey(scalar)), ...textTraits(text.slice(from, to))],
  };
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
