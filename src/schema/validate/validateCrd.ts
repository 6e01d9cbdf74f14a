import type { JsonObject } from '../../flux/object.ts';
import type { Step, YamlMap } from '../../manifests/yaml/node.ts';
import type { KindSchema } from '../schema.ts';
import { objectsOf } from './builtin/checks.ts';
import { decode } from './decode.ts';
import { present } from './present.ts';
import type { SchemaCode, SchemaFinding, ValidateOptions } from './schemaFinding.ts';
import { asObject, asText, fieldOf, unknownValue, valueAt } from './value.ts';
import { validateObject } from './validateObject.ts';
import type { Problem } from './walk.ts';

/**
 * Judges a CustomResourceDefinition: by its own schema, and by what the API server demands of its names and versions
 * (k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation).
 */
export function validateCrd(object: YamlMap, kind: KindSchema, options: ValidateOptions): SchemaFinding[] {
  const findings = validateObject(object, kind, options);
  if (options.mode === 'patch') return findings;
  const { value } = decode(object, options.isOpaque);
  return [...findings, ...present(object, [], [...nameProblems(value), ...versionProblems(value)])];
}

function nameProblems(crd: JsonObject): Problem[] {
  const name = asText(valueAt(crd, 'metadata', 'name'));
  const group = asText(valueAt(crd, 'spec', 'group'));
  const names = asObject(valueAt(crd, 'spec', 'names'));
  const plural = asText(fieldOf(names, 'plural'));
  if (name === undefined || group === undefined || plural === undefined || name === `${plural}.${group}`) return [];
  const message = `The name must be the plural and the group: "${plural}.${group}".`;
  return [{ code: 'metadata', message, path: ['metadata', 'name'], at: 'value', suggestion: `${plural}.${group}` }];
}

function versionProblems(crd: JsonObject): Problem[] {
  const spec = asObject(fieldOf(crd, 'spec'));
  const versions = objectsOf(spec, 'versions');
  if (versions.length === 0 || versions.some(([, version]) => fieldOf(version, 'storage') === unknownValue)) return [];
  const stored = versions.filter(([, version]) => fieldOf(version, 'storage') === true);
  const problems: Problem[] = [];
  if (stored.length !== 1) {
    const message = `Exactly one version must have storage: true; ${stored.length === 0 ? 'none' : stored.length} has.`;
    problems.push(problem('rule', message, ['spec', 'versions']));
  }
  const seen = new Set<string>();
  for (const [index, version] of versions) {
    const name = asText(fieldOf(version, 'name'));
    if (name !== undefined && seen.has(name)) {
      problems.push(
        problem('duplicate-item', `The version ${name} is listed twice.`, ['spec', 'versions', index, 'name']),
      );
    }
    if (name !== undefined) seen.add(name);
    if (fieldOf(version, 'schema') === undefined) {
      const message = `The version ${name ?? index + 1} has no schema.`;
      problems.push({ ...problem('missing-field', message, ['spec', 'versions', index]), at: 'key' });
    }
  }
  return problems;
}

function problem(code: SchemaCode, message: string, path: readonly Step[]): Problem {
  return { code, message, path, at: 'value' };
}
