import type { Json, JsonObject } from '../../flux/object.ts';
import { objectMeta } from '../objectMeta.ts';
import type { Schema } from '../schema.ts';
import { checkObjectMeta } from './metadata.ts';
import { dns1035Label, pathSegment } from './names.ts';
import { asObject, asText, fieldOf, unknownValue } from './value.ts';
import { fail, ownerName, type Walk } from './walk.ts';

/** Whether a field is one that every object has. */
export function isTypeOrMeta(name: string): boolean {
  return name === 'apiVersion' || name === 'kind' || name === 'metadata';
}

/**
 * Judges an object within an object (`x-kubernetes-embedded-resource`): it has apiVersion, kind and valid metadata, but
 * needs no name. Rules: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/objectmeta/validation.go.
 */
export function checkEmbedded(
  walk: Walk,
  value: JsonObject,
  judge: (walk: Walk, value: Json, by: Schema) => void,
): void {
  checkType(walk, value, 'apiVersion');
  checkType(walk, value, 'kind');
  const metadata = fieldOf(value, 'metadata');
  if (metadata === undefined || metadata === null || metadata === unknownValue || walk.trial !== undefined) return;
  walk.path.push('metadata');
  judge(walk, metadata, objectMeta);
  walk.path.pop();
  const object = asObject(metadata);
  if (object !== undefined) checkObjectMeta(walk, object, pathSegment);
}

function checkType(walk: Walk, value: JsonObject, name: 'apiVersion' | 'kind'): void {
  const type = fieldOf(value, name);
  if (type === unknownValue) return;
  if (type === undefined) {
    if (walk.options.mode === 'patch') return;
    const message = `${ownerName(walk.kind, walk.path)} holds an object of its own, which lacks "${name}".`;
    return fail(walk, 'missing-field', () => message, { at: 'key', lacks: [name] });
  }
  const text = asText(type);
  if (text === undefined) return fail(walk, 'wrong-type', (field) => `${field} must be text.`, { below: [name] });
  const wrong = name === 'kind' ? wrongKind(text) : wrongVersion(text);
  if (wrong !== undefined) fail(walk, 'metadata', (field) => `${field} ${wrong}.`, { below: [name] });
}

function wrongKind(kind: string): string | undefined {
  return kind === '' ? 'must not be empty' : dns1035Label(kind.toLowerCase());
}

function wrongVersion(version: string): string | undefined {
  if (version === '') return 'must not be empty';
  return version.split('/').length > 2 ? 'must be a version, or a group and a version: apps/v1' : undefined;
}
