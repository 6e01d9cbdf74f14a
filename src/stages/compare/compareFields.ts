import { kinds } from '../../flux/kinds.ts';
import { kindName } from '../../flux/object.ts';
import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { isEncrypted } from '../../manifests/role.ts';
import { placedAt, whereOf, type Placed, type PlacedScalar } from '../applications/placed.ts';
import { substituted } from '../applications/variables.ts';
import { fieldText } from '../terms/fieldText.ts';
import type { FieldStep, Side } from '../terms/difference.ts';
import { withoutStage } from '../terms/stageNames.ts';
import { entrySide, scalarSide } from './sides.ts';
import type { Seen } from './seen.ts';
import { differingFields, type FieldPair } from './walk.ts';
import { type ObjectPair, type Found, objectName, nearestFor } from './objectPair.ts';

/** Set by the cluster, by SOPS or by the comparison of objects itself. */
const passedOver: ReadonlySet<string> = new Set(['status', 'sops', 'apiVersion', 'kind']);

/** The fields of configuration in which two objects differ; those of versions are left out. */
export function compareFields(pair: ObjectPair, versions: ReadonlyMap<string, FieldStep | undefined>): Found[] {
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
  const hidden = (side: Side): Side => (hidesValues ? withoutValue(side) : side);
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

function withoutValue(side: Side): Side {
  // A template may be all of the value.
  const traits = side.traits.map((trait) => (trait.kind === 'templated' ? { ...trait, template: '(secret)' } : trait));
  return { ...side, value: '(secret)', traits };
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
