import type { JsonObject } from '../../../flux/object.ts';
import { asObject, asText, fieldOf, unknownValue, valueAt } from '../value.ts';
import { fail, isSupplied, type Walk } from '../walk.ts';
import { all, distinct, need, type ObjectRule, objectsOf, oneOf } from './checks.ts';

/** A CustomResourceDefinition. Rules: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation. */
export const customResourceDefinition: ObjectRule = (walk, object) => {
  nameIsPluralAndGroup(walk, object);
  const spec = asObject(fieldOf(object, 'spec'));
  if (spec === undefined) return;
  walk.path.push('spec');
  definitionSpec(walk, spec);
  walk.path.pop();
};

const definitionSpec: ObjectRule = all(distinct('versions', 'name'), (walk, spec) => {
  const scope = fieldOf(spec, 'scope');
  if (scope !== undefined && scope !== unknownValue) oneOf('Cluster', 'Namespaced')(walk, scope, ['scope']);
  const versions = objectsOf(spec, 'versions');
  if (fieldOf(spec, 'versions') === unknownValue) return;
  if (versions.length === 0) return need(walk, spec, 'versions');
  const isUnknown = versions.some(([, version]) => fieldOf(version, 'storage') === unknownValue);
  const stored = versions.filter(([, version]) => fieldOf(version, 'storage') === true).length;
  if (stored !== 1 && !isUnknown) {
    const message = `Exactly one version must have storage: true; ${stored === 0 ? 'none has' : `${stored} have`}.`;
    fail(walk, 'rule', () => message, { below: ['versions'], at: 'key' });
  }
  for (const [index, version] of versions) {
    if (valueAt(version, 'schema', 'openAPIV3Schema') !== undefined || isSupplied(walk, ['versions', index, 'schema']))
      continue;
    if (fieldOf(version, 'schema') === unknownValue) continue;
    const name = asText(fieldOf(version, 'name')) ?? String(index + 1);
    const message = `The version ${name} needs a schema: schema.openAPIV3Schema.`;
    fail(walk, 'missing-field', () => message, {
      below: ['versions', index],
      lacks: ['versions', index, 'schema', 'openAPIV3Schema'],
    });
  }
});

function nameIsPluralAndGroup(walk: Walk, object: JsonObject): void {
  const name = asText(valueAt(object, 'metadata', 'name'));
  const group = asText(valueAt(object, 'spec', 'group'));
  const plural = asText(valueAt(object, 'spec', 'names', 'plural'));
  if (name === undefined || group === undefined || plural === undefined || name === `${plural}.${group}`) return;
  const wanted = `${plural}.${group}`;
  const message = `The name must be the plural and the group: "${wanted}".`;
  fail(walk, 'metadata', () => message, { below: ['metadata', 'name'], suggestion: wanted });
}
