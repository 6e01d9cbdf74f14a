import type { Json, JsonObject } from '../../../flux/object.ts';
import type { Walk } from '../walk.ts';
import { checkQuantity } from './quantity.ts';

/** What is judged by the Go type that decodes it, not by its schema. */
const types: ReadonlyMap<string, (walk: Walk, value: Json) => void> = new Map([
  ['api.resource.Quantity', checkQuantity],
]);

/** What Kubernetes demands beyond the schema of a definition. */
const rules: ReadonlyMap<string, (walk: Walk, value: JsonObject) => void> = new Map();

/** Judges a value of a type that decodes itself, such as Quantity; false where the schema is to be asked. */
export function builtinType(walk: Walk, ref: string, value: Json): boolean {
  const check = types.get(definitionName(ref));
  check?.(walk, value);
  return check !== undefined;
}

/** Judges an object by the rules of its definition, which Kubernetes' Go code knows and its OpenAPI does not. */
export function checkBuiltin(walk: Walk, ref: string, object: JsonObject): void {
  if (walk.muted || walk.options.mode === 'patch') return;
  rules.get(definitionName(ref))?.(walk, object);
}

const names = new Map<string, string>();

/** The last three parts of a definition's name, by which each writer of OpenAPI calls it: `core.v1.PodSpec`. */
function definitionName(ref: string): string {
  const known = names.get(ref);
  if (known !== undefined) return known;
  const name = ref
    .slice(ref.lastIndexOf('/') + 1)
    .split('.')
    .slice(-3)
    .join('.');
  if (names.size < 5_000) names.set(ref, name);
  return name;
}
