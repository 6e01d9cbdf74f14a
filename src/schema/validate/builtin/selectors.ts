import type { Json, JsonObject } from '../../../flux/object.ts';
import { checkLabels } from '../metadata.ts';
import { labelValue, qualifiedName } from '../names.ts';
import { asList, asObject, asText, fieldOf, unknownValue, valueAt } from '../value.ts';
import { fail, type Walk } from '../walk.ts';
import { fields, named, type ObjectRule, objectsOf } from './checks.ts';

/** A LabelSelector: its labels are labels. */
export const labelSelector: ObjectRule = (walk, selector) => {
  checkLabels(walk, asObject(fieldOf(selector, 'matchLabels')), ['matchLabels']);
};

/** One expression of a LabelSelector. */
export const labelExpression: ObjectRule = (walk, expression) => {
  fields({ key: named(qualifiedName) })(walk, expression);
  const operator = fieldOf(expression, 'operator');
  const values = asList(fieldOf(expression, 'values')) ?? [];
  if (operator === undefined || operator === unknownValue) return;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) fail(walk, 'rule', (field) => `${field} needs values for the operator ${operator}.`);
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const message = (field: string): string => `${field} cannot be set for the operator ${operator}.`;
    if (values.length > 0) fail(walk, 'rule', message, { below: ['values'] });
  } else {
    const message = (field: string): string => `${field} must be In, NotIn, Exists or DoesNotExist.`;
    fail(walk, 'not-allowed', message, { below: ['operator'] });
  }
  for (const [index, value] of values.entries()) named(labelValue)(walk, value, ['values', index]);
};

/** A workload's selector is there, selects something, and selects the pods that its template makes. */
export const selectsItsTemplate: ObjectRule = (walk, spec) => {
  const selector = asObject(fieldOf(spec, 'selector'));
  if (selector === undefined) return;
  const labels = asObject(fieldOf(selector, 'matchLabels')) ?? {};
  const expressions = objectsOf(selector, 'matchExpressions');
  if (Object.keys(labels).length === 0 && expressions.length === 0 && isKnown(selector)) {
    fail(walk, 'rule', (field) => `${field} is empty; it must select the template's pods.`, { below: ['selector'] });
    return;
  }
  const own = valueAt(spec, 'template', 'metadata', 'labels');
  if (own === unknownValue || own === null || hasVariables(walk, asObject(own))) return;
  reportUnmatched(walk, labels, asObject(own) ?? {}, ['selector', 'matchLabels']);
  for (const [index, expression] of expressions) {
    if (!matches(expression, asObject(own) ?? {})) {
      const message = (field: string): string => `${field} does not match the labels of the template.`;
      fail(walk, 'rule', message, { below: ['selector', 'matchExpressions', index] });
    }
  }
};

function isKnown(selector: JsonObject): boolean {
  return fieldOf(selector, 'matchLabels') !== unknownValue && fieldOf(selector, 'matchExpressions') !== unknownValue;
}

function hasVariables(walk: Walk, labels: JsonObject | undefined): boolean {
  return labels !== undefined && Object.keys(labels).some((key) => walk.options.isOpaque?.(key) === true);
}

function reportUnmatched(walk: Walk, wanted: JsonObject, labels: JsonObject, at: readonly string[]): void {
  for (const name in wanted) {
    const value = wanted[name];
    const own = fieldOf(labels, name);
    if (own === unknownValue || value === unknownValue || own === value || walk.options.isOpaque?.(name) === true)
      continue;
    // A parent's patch or commonLabels may give it.
    const below = ['template', 'metadata', 'labels', name];
    if (walk.options.isSupplied?.([...walk.path, ...below]) === true) continue;
    const has = own === undefined ? 'lacks that label' : `has ${JSON.stringify(own)} there`;
    const message = (field: string): string =>
      `${field} selects ${name}=${asText(value) ?? ''}, but template.metadata.labels ${has}; the selector must match.`;
    fail(walk, 'rule', message, { below: [...at, name] });
  }
}

function matches(expression: JsonObject, labels: JsonObject): boolean {
  const key = asText(fieldOf(expression, 'key'));
  const operator = asText(fieldOf(expression, 'operator'));
  const values: readonly Json[] = asList(fieldOf(expression, 'values')) ?? [];
  if (key === undefined || values.includes(unknownValue)) return true;
  const own = fieldOf(labels, key);
  if (own === unknownValue) return true;
  switch (operator) {
    case 'In':
      return own !== undefined && values.includes(own);
    case 'NotIn':
      return own === undefined || !values.includes(own);
    case 'Exists':
      return own !== undefined;
    case 'DoesNotExist':
      return own === undefined;
    default:
      return true;
  }
}
