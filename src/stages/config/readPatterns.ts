import { asMap } from '../../manifests/yaml/node.ts';
import type { FieldPattern } from '../terms/config.ts';
import { fieldsOf, isAbsent, itemsOf, textOf, type Field, type Report } from './reading.ts';

/** Reads `protected`: items are a field's path, or a map with `field` and the kind and name of the objects that are meant. */
export function readPatterns(field: Field | undefined, report: Report): readonly FieldPattern[] {
  return itemsOf(field, report).flatMap((item) => readPattern(item, report) ?? []);
}

function readPattern(item: Field, report: Report): FieldPattern | undefined {
  if (asMap(item.node) === undefined) {
    const field = textOf(item, report);
    return field === undefined ? undefined : checked({ field }, item, report);
  }
  const fields = fieldsOf(item, ['field', 'kind', 'name'], report);
  const field = textOf(fields.get('field'), report);
  if (field === undefined) {
    if (isAbsent(fields.get('field'))) {
      const message = `${item.where} needs "field": the path of what is protected, e.g. spec.values.ingress.`;
      report({ code: 'missing-field', message, span: item.span });
    }
    return undefined;
  }
  const kind = textOf(fields.get('kind'), report);
  const name = textOf(fields.get('name'), report);
  const pattern = { field, ...(kind !== undefined && { kind }), ...(name !== undefined && { name }) };
  return checked(pattern, fields.get('field') ?? item, report);
}

/** A path that no field has protects nothing, which would be noticed too late. */
function checked(pattern: FieldPattern, { where, span }: Field, report: Report): FieldPattern | undefined {
  const isPath = /^(?:"[^"]+"|[^\s."[\]/]+|\[[^\]\s]+\])(?:\.(?:"[^"]+"|[^\s."[\]/]+)|\[[^\]\s]+\])*$/.test(
    pattern.field,
  );
  if (isPath && pattern.field.length < 300) return pattern;
  const message = `${where} must be a path of keys joined by dots, e.g. spec.values.ingress or spec.containers[*].resources; * stands for one key, ** for any number.`;
  report({ code: 'format', message, span });
  return undefined;
}
