import { placedAt, type Placed, type PlacedScalar } from '../applications/placed.ts';
import { substituted } from '../applications/variables.ts';
import { imageParts } from '../applications/versionText.ts';
import { versionsOf } from '../applications/versions.ts';
import type { VersionPoint } from '../applications/versionPoint.ts';
import { fieldText } from '../terms/fieldText.ts';
import type { FieldPath, FieldStep, Side } from '../terms/difference.ts';
import { scalarSide, versionSide } from './sides.ts';
import type { Seen } from './seen.ts';
import { versionOrder } from './versionOrder.ts';
import { type ObjectPair, type Found, objectName, nearestFor } from './objectPair.ts';

/** The versions in which two objects differ; `fields` are those of all versions, `compared` counts those that both have. */
export function compareVersions(pair: ObjectPair): {
  readonly differences: readonly Found[];
  /** Their fields, each with its last step. */
  readonly fields: ReadonlyMap<string, FieldStep | undefined>;
  readonly compared: number;
} {
  const slot = (point: VersionPoint) => `${fieldText(point.field)}#${point.part ?? ''}`;
  const sources = new Map(versionsOf(pair.source.object).map((point) => [slot(point), point]));
  const targets = new Map(versionsOf(pair.target.object).map((point) => [slot(point), point]));
  const slots = new Set([...sources.keys(), ...targets.keys()]);
  const fields = new Map<string, FieldStep | undefined>();
  const differences: Found[] = [];
  let compared = 0;
  for (const key of slots) {
    const [source, target] = [sources.get(key), targets.get(key)];
    const point = source ?? target;
    if (point === undefined) continue;
    // Where one lacks the map around it, that map is the difference.
    if (source === undefined && !hasAround(pair.source, point)) continue;
    if (target === undefined && !hasAround(pair.target, point)) continue;
    // Inputs without names are found by their places, where another one may stand.
    if (point.of === 'resourceSetInput' && target !== undefined && target.subject !== point.subject) continue;
    fields.set(fieldText(point.field), point.field.at(-1));
    if (source?.value === target?.value) compared += 1;
    else {
      if (source !== undefined && target !== undefined) compared += 1;
      differences.push(versionDifference(pair, key, source, target));
    }
    if (point.part === 'tag' || point.part === undefined) differences.push(...imageNames(pair, point));
  }
  return { differences: withDigests(differences), fields, compared };
}

function hasAround({ object }: Seen, { field }: VersionPoint): boolean {
  return field.length <= 1 || valueAtField(object.value, field.slice(0, -1)) !== undefined;
}

function valueAtField(value: Placed, field: FieldPath): Placed | undefined {
  let at: Placed | undefined = value;
  for (const step of field) {
    if (typeof step !== 'object') at = placedAt(at, step);
    else if (at?.type !== 'list') return undefined;
    else {
      at = at.items.find((item) => {
        const name = placedAt(item, step.key);
        return name?.type === 'scalar' && name.text === step.value;
      });
    }
  }
  return at;
}

function versionDifference(
  pair: ObjectPair,
  key: string,
  source: VersionPoint | undefined,
  target: VersionPoint | undefined,
): Found {
  const point = source ?? target;
  if (point === undefined) throw new Error('A version without a side.');
  const order = source === undefined || target === undefined ? undefined : versionOrder(source.value, target.value);
  const known = order === 1 ? 'behind' : order === -1 ? 'ahead' : 'unknown';
  const { field } = point;
  const targetSide = target && versionSide(target, pair.target);
  return {
    id: `${pair.id}|${key.replace(/#$/, '')}`,
    class: 'version',
    version: { of: point.of, subject: point.subject, order: known },
    object: objectName(source === undefined ? pair.target : pair.source),
    field,
    source: source && versionSide(source, pair.source),
    target: targetSide,
    ...nearestFor(targetSide, field, pair.target),
  };
}

/** A digest belongs to its tag: it is behind when that is. */
function withDigests(differences: readonly Found[]): Found[] {
  const tags = new Map(
    differences.flatMap((one) =>
      one.version !== undefined && one.id.endsWith('#tag') ? [[one.id, one.version.order] as const] : [],
    ),
  );
  return differences.map((one) => {
    const order = one.id.endsWith('#digest') ? tags.get(one.id.replace(/digest$/, 'tag')) : undefined;
    return order === undefined || one.version === undefined ? one : { ...one, version: { ...one.version, order } };
  });
}

/** Another registry or name of an image is configuration. */
function imageNames(pair: ObjectPair, { field, of }: VersionPoint): Found[] {
  if (of !== 'manifestImage' && of !== 'kustomizeImage' && of !== 'valuesImage') return [];
  const [source, target] = [pair.source, pair.target].map((seen) => {
    const value = valueAtField(seen.object.value, field);
    const key = field.at(-1);
    const isImage = typeof key === 'string' && /^image$|Image$/.test(key);
    return isImage && value?.type === 'scalar' ? value : undefined;
  });
  if (source === undefined || target === undefined) return [];
  const nameOf = (scalar: PlacedScalar, { object }: Seen) =>
    substituted(imageParts(scalar.text).name, object.variables).text;
  if (nameOf(source, pair.source) === nameOf(target, pair.target)) return [];
  const side = (scalar: PlacedScalar, seen: Seen): Side =>
    scalarSide(scalar, seen, { from: 0, to: imageParts(scalar.text).name.length });
  return [
    {
      id: `${pair.id}|${fieldText(field)}#name`,
      class: 'configuration',
      object: objectName(pair.source),
      field,
      source: side(source, pair.source),
      target: side(target, pair.target),
    },
  ];
}
