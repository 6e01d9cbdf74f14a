import {
  asMap,
  asScalar,
  asSequence,
  entryOf,
  resolved,
  type Span,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import { scalarSource } from '../../manifests/yaml/scalarSource.ts';
import type { KindSchema, Schema } from '../../schema/schema.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import { judgeStructure } from '../verdict/structure.ts';

const operations: ReadonlySet<string> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

const needsValue: ReadonlySet<string> = new Set(['add', 'replace', 'test']);

/**
 * Judges a list of JSON6902 operations (RFC 6902): the operation, its path and that it has what it needs; and, where the
 * kind that it meets is known, the value by the schema of its place. `text` is what the spans of the nodes count in.
 */
export function judgeJsonPatch(root: YamlNode, text: string, kind: KindSchema | undefined): Finding[] {
  const items = asSequence(root)?.items ?? [];
  return items.flatMap((item) => {
    const operation = asMap(item);
    if (operation === undefined)
      return [invalid('An operation of a JSON patch is a map with "op" and "path".', item.span)];
    return judgeOperation(operation, text, kind);
  });
}

function judgeOperation(operation: YamlMap, text: string, kind: KindSchema | undefined): Finding[] {
  const op = asScalar(entryOf(operation, 'op')?.value);
  const path = asScalar(entryOf(operation, 'path')?.value);
  const name = op?.text ?? '';
  const place = entryOf(operation, 'op')?.key.span ?? firstLine(operation.span, text);
  if (op === undefined) return [invalid('The operation has no "op": add, remove, replace, move, copy or test.', place)];
  if (isOpaque(name)) return [];
  if (!operations.has(name)) {
    return [
      invalid(`"${name}" is no operation of a JSON patch. Use add, remove, replace, move, copy or test.`, op.span),
    ];
  }
  if (path === undefined) return [invalid(`The operation "${name}" has no "path", e.g. /spec/replicas.`, place)];
  if (isOpaque(path.text)) return [];
  if (!isPointer(path.text)) {
    const message = `"${path.text}" is no JSON pointer: it begins with "/" and separates names by "/", e.g. /spec/replicas; "~1" stands for "/" and "~0" for "~".`;
    return [invalid(message, path.span)];
  }
  const value = entryOf(operation, 'value');
  if (needsValue.has(name) && value === undefined) return [invalid(`The operation "${name}" needs a "value".`, place)];
  if (!needsValue.has(name) && name !== 'remove') return judgeFrom(operation, name, place);
  if (kind === undefined || value === undefined || name === 'remove') return [];
  return judgeValue(path, value, text, kind);
}

function judgeFrom(operation: YamlMap, name: string, place: Span): Finding[] {
  const from = asScalar(entryOf(operation, 'from')?.value);
  if (from === undefined)
    return [invalid(`The operation "${name}" needs "from", the path that it takes the value from.`, place)];
  return isPointer(from.text) || isOpaque(from.text)
    ? []
    : [invalid(`"${from.text}" is no JSON pointer: it begins with "/".`, from.span)];
}

/** RFC 6901; the empty text is the whole document. */
function isPointer(text: string): boolean {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text));
}

/**
 * Judges a value at its place, as part of an object that holds nothing else. Where the path is followed by fields that are
 * not known, nothing is said: it may have been put there by another patch.
 */
function judgeValue(path: YamlScalar, value: YamlEntry, text: string, kind: KindSchema): Finding[] {
  const steps = pointerSteps(path, text);
  if (steps.length === 0) return [];
  const object = wrapped(steps, 0, value.value, kind.schema, kind);
  return object?.type === 'map' ? judgeStructure(object, kind, 'patch') : [];
}

interface PointerStep {
  readonly name: string;
  readonly span: Span;
}

function pointerSteps(path: YamlScalar, text: string): PointerStep[] {
  const source = scalarSource(text, path);
  const steps: PointerStep[] = [];
  let at = 1;
  for (const raw of path.text.split('/').slice(1)) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push({ name, span: source.spanOf({ start: at, end: at + raw.length }) });
    at += raw.length + 1;
  }
  return steps;
}

/** A value within the maps and lists that its path leads through, as the schema has them. */
function wrapped(
  steps: readonly PointerStep[],
  at: number,
  value: YamlNode | undefined,
  schema: Schema | undefined,
  kind: KindSchema,
): YamlNode | undefined {
  const step = steps[at];
  if (step === undefined) return value;
  const own = schema?.$ref === undefined ? schema : kind.definition(schema.$ref);
  const isList = own?.type === 'array' || (own?.type === undefined && /^(?:-|0|[1-9][0-9]*)$/.test(step.name));
  const properties = own?.properties ?? {};
  const further = Object.hasOwn(properties, step.name) ? properties[step.name] : own?.additionalProperties;
  const next = isList ? own?.items : typeof further === 'object' ? further : undefined;
  const inner = wrapped(steps, at + 1, value, next, kind);
  const span = { start: step.span.start, end: step.span.end };
  if (isList) return { type: 'sequence', span, items: inner === undefined ? [] : [inner], flow: false };
  const key: YamlScalar = { type: 'scalar', span, value: step.name, text: step.name, style: 'double' };
  const entry = { span, key, value: inner };
  return { type: 'map', span: resolved(inner)?.span ?? span, entries: [entry], flow: false };
}

function firstLine({ start, end }: Span, text: string): Span {
  const newline = text.indexOf('\n', start);
  return { start, end: newline < 0 ? end : Math.max(start + 1, Math.min(end, newline)) };
}

function invalid(message: string, span: Span): Finding {
  return { code: 'invalid-patch', severity: severityOf('invalid-patch'), message, span };
}
