import type { Json } from '../../flux/object.ts';
import type { Path, Step } from '../../manifests/yaml/node.ts';
import type { KindSchema, Schema } from '../schema.ts';
import type { SchemaCode, ValidateOptions } from './schemaFinding.ts';

/** What a check says, before its place in the document is looked up. */
export interface Problem {
  readonly code: SchemaCode;
  readonly message: string;
  readonly path: Path;
  /** The field that is missing, from the object's root. */
  readonly lacks?: Path;
  /** A field's name or its value. */
  readonly at: 'key' | 'value';
  /** Text that would mend it: a field's name, or a value. */
  readonly suggestion?: Json;
  /** The JSON type that is wanted where the value has another. */
  readonly wanted?: string;
}

/** A walk over a value and its schema. The path is changed on the way and must be copied to be kept. */
export interface Walk {
  readonly kind: KindSchema;
  readonly options: ValidateOptions;
  readonly path: Step[];
  /** How many values may still be looked at; shared with the trials within the walk. */
  readonly budget: { left: number };
  /** In a trial a schema only tells whether it fits: within anyOf, oneOf, allOf and not. */
  readonly trial: Trial | undefined;
  /** Takes what is found; not called in a trial. */
  readonly problems: Problem[];
  /** Below `status`, which is not the writer's: only what keeps the object from being decoded counts. */
  muted: boolean;
}

/** What a trial has come to. */
export interface Trial {
  failures: number;
  /** Whether a value that is not known here had a part in it: it may still fail, or fit. */
  unsure: boolean;
}

/** Nobody mends more at once. */
const mostProblems = 200;

/** Whether nothing more is taken, so that nothing expensive need be found out. */
export function isFull({ problems }: Walk): boolean {
  return problems.length >= mostProblems;
}

/**
 * Says that the value at the path (and `below` it) is wrong, or that it `lacks` a field, which counts from the path, too. The
 * message is only made where it counts.
 */
export function fail(
  walk: Walk,
  code: SchemaCode,
  message: (field: string) => string,
  more: Partial<Pick<Problem, 'at' | 'suggestion' | 'wanted' | 'lacks'>> & { readonly below?: readonly Step[] } = {},
): void {
  if (walk.trial !== undefined) walk.trial.failures++;
  if (walk.trial !== undefined && walk.problems.length > 0) return;
  if (walk.problems.length >= mostProblems) return;
  if (walk.muted && code !== 'unknown-field' && code !== 'wrong-type') return;
  const { below, lacks, ...rest } = more;
  const path = [...walk.path, ...(below ?? [])];
  walk.problems.push({
    code,
    message: message(fieldName(path)),
    path,
    at: 'value',
    ...rest,
    ...(lacks && { lacks: [...walk.path, ...lacks] }),
  });
}

/** Says that an unknown value was met. */
export function unsure(walk: Walk): void {
  if (walk.trial !== undefined) walk.trial.unsure = true;
}

/** Whether the value at the path, or `below` it, comes from elsewhere than the document. */
export function isSupplied(walk: Walk, below: readonly Step[] = []): boolean {
  return walk.options.isSupplied?.([...walk.path, ...below]) === true;
}

/** A walk of the same place that only tries. */
export function tryWalk(walk: Walk): Walk & { readonly trial: Trial } {
  return { ...walk, trial: { failures: 0, unsure: false }, problems: [] };
}

/** A schema with its `$ref` followed; undefined where it leads nowhere. */
export function dereference(kind: KindSchema, schema: Schema): Schema | undefined {
  return schema.$ref === undefined ? schema : kind.definition(schema.$ref);
}

/** A path as people write it: `spec.containers[0].image`, `metadata.labels["app.kubernetes.io/name"]`. */
function fieldName(path: Path): string {
  let name = '';
  for (const step of path) {
    if (typeof step === 'number') name += `[${step}]`;
    else if (/^[A-Za-z_$][-\w$]*$/.test(step)) name += name === '' ? step : `.${step}`;
    else name += `[${JSON.stringify(step)}]`;
  }
  return name;
}

/** The map at a path as people call it: `Kustomization.spec`. */
export function ownerName(kind: KindSchema, path: Path): string {
  const name = fieldName(path);
  return name === '' ? kind.kind : `${kind.kind}.${name}`;
}

/** Whether the values below a path must not stand in messages: in a Secret and what kustomize makes one from. */
export function isSecret({ kind, group }: KindSchema, path: Path): boolean {
  return kind === 'Secret' || (group === 'kustomize.config.k8s.io' && path[0] === 'secretGenerator');
}

/** A value for a message: as JSON, cut where it is long, and not at all in a Secret. */
export function shown(walk: Walk, value: Json): string {
  if (isSecret(walk.kind, walk.path)) return 'this value';
  const text = typeof value === 'object' && value !== null ? 'this value' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
