import { kinds } from '../../flux/kinds.ts';
import { kindName } from '../../flux/object.ts';
import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { isEncrypted } from '../../manifests/role.ts';
import { placedAt, whereOf, type Placed, type PlacedScalar } from '../applications/placed.ts';
import { substituted } from '../applications/variables.ts';
import { imageParts } from '../applications/versionText.ts';
import { versionsOf, type VersionPoint } from '../applications/versions.ts';
import { fieldText } from '../terms/fieldText.ts';
import type { Difference, FieldPath, FieldStep, ObjectName, Side } from '../terms/difference.ts';
import { withoutStage } from '../terms/stageNames.ts';
import { entrySide, nearestOf, scalarSide, versionSide, type Seen } from './sides.ts';
import { differingFields, type FieldPair } from './walk.ts';
import { versionOrder } from './versionOrder.ts';

/** An object in both stages. */
export interface ObjectPair {
  readonly source: Seen;
  readonly target: Seen;
  /** Of the application and the object: what ids begin with. */
  readonly id: string;
}

/** A difference before it is asked whether it is meant. */
export type Found = Omit<Difference, 'protected'>;

/** The versions of two objects, and in what they differ otherwise. `compared` counts versions that both have. */
export function compareObjects(pair: ObjectPair): {
  readonly differences: readonly Found[];
  readonly compared: number;
} {
  const versions = compareVersions(pair);
  return {
    differences: [...versions.differences, ...compareFields(pair, versions.fields)],
    compared: versions.compared,
  };
}

/** An object as a difference names it. */
export function objectName({ object: { built } }: Seen): ObjectName {
  const { apiVersion, kindId, name, namespace } = built;
  return { apiVersion, kind: kindName(kindId), name, namespace };
}

function compareVersions(pair: ObjectPair): {
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

function nearestFor(side: Side | undefined, field: FieldPath, seen: Seen): Pick<Found, 'nearest'> {
  if (side !== undefined && !side.traits.some(({ kind }) => kind === 'inherited')) return {};
  const nearest = nearestOf(field, seen);
  return nearest === undefined ? {} : { nearest };
}

/** Set by the cluster, by SOPS or by the comparison of objects itself. */
const passedOver: ReadonlySet<string> = new Set(['status', 'sops', 'apiVersion', 'kind']);

function compareFields(pair: ObjectPair, versions: ReadonlyMap<string, FieldStep | undefined>): Found[] {
  const { source, target } = pair;
  const stages = [source.holding.stage.name, target.holding.stage.name] as const;
  const hidesValues = kindName(source.object.built.kindId) === 'Secret';
  const encrypted = [source, target].some(({ object }) => isEncrypted(whereOf(object.value).source.content));
  const isKustomization = source.object.built.kindId === kinds.kustomization;
  const variesWith = source.object.variables.given.size > 0 || target.object.variables.given.size > 0;
  // The text of a field is made for few of them only.
  const versionKeys = new Set([...versions.values()]);
  const pairs = differingFields(source.object.value, target.object.value, {
    mayVary: (value) => variesWith && holdsVariables(value),
    isSame: (one, other) => isSame(one, other, pair) || (encrypted && isCipher(one) && isCipher(other)),
    isPassedOver: (field) => {
      const [first, second] = field;
      if (field.length === 1) return typeof first === 'string' && passedOver.has(first);
      if (first === 'metadata' && field.length === 2)
        return second === 'creationTimestamp' || second === 'name' || second === 'namespace';
      if (isKustomization && first === 'spec' && field.length === 2) return second === 'patches' || second === 'images';
      const last = field.at(-1);
      return last !== undefined && versionKeys.has(last) && versions.has(fieldText(field));
    },
  });
  const differences = pairs.map((one) => fieldDifference(one, pair, hidesValues));
  return [...namespaceDifference(pair, stages), ...differences];
}

function isCipher({ text }: PlacedScalar): boolean {
  return text.startsWith('ENC[');
}

function isSame(one: PlacedScalar, other: PlacedScalar, { source, target }: ObjectPair): boolean {
  if (!one.text.includes('${') && !other.text.includes('${')) return one.value === other.value;
  return substituted(one.text, source.object.variables).text === substituted(other.text, target.object.variables).text;
}

const variableTexts = new WeakMap<DocumentContent, boolean>();

function holdsVariables(value: Placed): boolean {
  if (value.type === 'scalar') return value.text.includes('${');
  const places = value.type === 'map' ? value.at : [value.at];
  return places.some(({ source: { content } }) => {
    const known = variableTexts.get(content) ?? content.text.includes('${');
    variableTexts.set(content, known);
    return known;
  });
}

function fieldDifference(
  { field, source: from, target: to }: FieldPair,
  pair: ObjectPair,
  hidesValues: boolean,
): Found {
  const hidden = (side: Side): Side => (hidesValues ? { ...side, value: '(secret)' } : side);
  const [source, target] = sharedVariable(from, to, pair) ?? [from, to];
  const targetSide = target && hidden(entrySide(target, pair.target));
  return {
    id: `${pair.id}|${fieldText(field)}`,
    class: source === undefined ? 'onlyInTarget' : target === undefined ? 'onlyInSource' : 'configuration',
    object: objectName(source === undefined ? pair.target : pair.source),
    field,
    source: source && hidden(entrySide(source, pair.source)),
    target: targetSide,
    ...nearestFor(targetSide, field, pair.target),
  };
}

/** Where both stages write the same text around one variable, it is the variable that differs. */
function sharedVariable(
  source: Placed | undefined,
  target: Placed | undefined,
  pair: ObjectPair,
): readonly [Placed, Placed] | undefined {
  if (source?.type !== 'scalar' || target?.type !== 'scalar' || source.text !== target.text) return undefined;
  const { names, whole } = substituted(source.text, pair.source.object.variables);
  if (whole !== undefined) return undefined;
  const given = ({ object }: Seen, name: string) => object.variables.given.get(name);
  const differing = names.filter((name) => given(pair.source, name)?.text !== given(pair.target, name)?.text);
  const [name, ...more] = differing;
  if (name === undefined || more.length > 0) return undefined;
  const use = `\${${name}}`;
  return [
    { ...source, text: use },
    { ...target, text: use },
  ];
}

/** A namespace that differs by more than the stage's name. */
function namespaceDifference({ source, target, id }: ObjectPair, [one, other]: readonly [string, string]): Found[] {
  const [a, b] = [source, target].map(({ object }) => placedAt(object.value, 'metadata', 'namespace'));
  if (a?.type !== 'scalar' || b?.type !== 'scalar') return [];
  if (withoutStage(a.text, one) === withoutStage(b.text, other)) return [];
  return [
    {
      id: `${id}|metadata.namespace`,
      class: 'configuration',
      object: objectName(source),
      field: ['metadata', 'namespace'],
      source: scalarSide(a, source),
      target: scalarSide(b, target),
    },
  ];
}
