import type { Json } from '../../flux/object.ts';
import type { Schema } from '../schema.ts';
import { isList } from './value.ts';

/** Whether a schema's type takes a value. A schema without a type takes all. */
export function allowsType(schema: Schema, value: Json): boolean {
  if (isIntOrString(schema)) {
    return typeof value === 'string' || Number.isInteger(value) || (typeof value === 'number' && takesNumbers(schema));
  }
  switch (schema.type) {
    case undefined:
      return true;
    case 'object':
      return typeof value === 'object' && value !== null && !isList(value);
    case 'array':
      return isList(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === schema.type;
  }
}

/** Whether a whole number or text may stand, in the words of CRDs or of Kubernetes' OpenAPI. */
export function isIntOrString(schema: Schema): boolean {
  return schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string';
}

/** Kubernetes' own quantities, which decode from any number. */
function takesNumbers({ anyOf }: Schema): boolean {
  return anyOf?.some(({ type }) => type === 'number') === true;
}

/** What a schema's type wants, in words. */
export function wantedType(schema: Schema): string {
  if (isIntOrString(schema)) return takesNumbers(schema) ? 'a number or text' : 'a whole number or text';
  switch (schema.type) {
    case 'object':
      return 'a map';
    case 'array':
      return 'a list';
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'text';
  }
}
