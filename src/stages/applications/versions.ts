import { kinds } from '../../flux/kinds.ts';
import { kindName } from '../../flux/object.ts';
import type { FieldPath } from '../terms/difference.ts';
import { itemStep } from './fieldSteps.ts';
import type { HeldObject } from './holding.ts';
import { placedAt, textAt, type Placed } from './placed.ts';
import { substituted } from './variables.ts';
import { isVersionKey, looksLikeVersion } from './versionText.ts';
import { type VersionPoint, wholeField } from './versionPoint.ts';
import { walkImages } from './imageVersions.ts';
import { walkValues } from './valueVersions.ts';

const cache = new WeakMap<HeldObject, readonly VersionPoint[]>();

/** The versions of an object, in the order of its fields. */
export function versionsOf(object: HeldObject): readonly VersionPoint[] {
  const known = cache.get(object);
  if (known !== undefined) return known;
  const found: VersionPoint[] = [];
  find(object, found);
  cache.set(object, found);
  return found;
}

const skipped: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'Secret',
  'Namespace',
  'ImagePolicy',
  'ImageRepository',
]);

function find(object: HeldObject, found: VersionPoint[]): void {
  const { value, built } = object;
  const name = kindName(built.kindId);
  if (skipped.has(name)) return;
  switch (built.kindId) {
    case kinds.helmRelease: {
      const chart = placedAt(value, 'spec', 'chart', 'spec', 'version');
      const subject = textAt(value, 'spec', 'chart', 'spec', 'chart') ?? built.name;
      wholeField(object, found, chart, { of: 'chart', subject, field: ['spec', 'chart', 'spec', 'version'] });
      walkValues(object, placedAt(value, 'spec', 'values'), ['spec', 'values'], found);
      return;
    }
    case kinds.helmChart:
      wholeField(object, found, placedAt(value, 'spec', 'version'), {
        of: 'chart',
        subject: textAt(value, 'spec', 'chart') ?? built.name,
        field: ['spec', 'version'],
      });
      return;
    case kinds.ociRepository:
    case kinds.gitRepository:
      for (const key of ['tag', 'semver', 'digest', 'name', 'branch', 'commit']) {
        const field = ['spec', 'ref', key];
        wholeField(object, found, placedAt(value, ...field), { of: 'sourceRef', subject: built.name, field });
      }
      return;
    case kinds.resourceSet:
      findInputs(object, found);
      return;
    case kinds.resourceSetInputProvider:
      // Others take them from tags and branches.
      if (textAt(value, 'spec', 'type') === 'Static') findDefaults(object, found);
      return;
    default:
      if (name === 'ConfigMap') variableVersions(object, placedAt(value, 'data'), ['data'], found);
      else if (built.kindId === kinds.kustomization) {
        variableVersions(
          object,
          placedAt(value, 'spec', 'postBuild', 'substitute'),
          ['spec', 'postBuild', 'substitute'],
          found,
        );
      } else walkImages(object, value, found);
  }
}

function findInputs(object: HeldObject, found: VersionPoint[]): void {
  const inputs = placedAt(object.value, 'spec', 'inputs');
  if (inputs?.type !== 'list') return;
  inputs.items.forEach((input, index) => {
    if (input.type !== 'map') return;
    const step = itemStep(input, index);
    const subject =
      typeof step === 'object' ? step.value : (textAt(input, 'tenant') ?? textAt(input, 'app') ?? String(index));
    for (const [key, value] of input.entries) {
      if (!isVersionKey(key)) continue;
      wholeField(object, found, value, { of: 'resourceSetInput', subject, field: ['spec', 'inputs', step, key] });
    }
  });
}

function findDefaults(object: HeldObject, found: VersionPoint[]): void {
  const defaults = placedAt(object.value, 'spec', 'defaultValues');
  if (defaults?.type !== 'map') return;
  for (const [key, value] of defaults.entries) {
    if (!isVersionKey(key)) continue;
    const field = ['spec', 'defaultValues', key];
    wholeField(object, found, value, { of: 'resourceSetInput', subject: object.built.name, field });
  }
}

function variableVersions(object: HeldObject, map: Placed | undefined, path: FieldPath, found: VersionPoint[]): void {
  if (map?.type !== 'map') return;
  for (const [key, value] of map.entries) {
    if (value.type !== 'scalar' || !isVersionKey(key) || value.text.length > 100) continue;
    const { text } = substituted(value.text, object.variables);
    if (!looksLikeVersion(text) && !/(?:^|_)tag$/i.test(key)) continue;
    wholeField(object, found, value, { of: 'variable', subject: key, field: [...path, key] });
  }
}
