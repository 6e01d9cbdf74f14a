import type { Json } from '../../flux/object.ts';
import type { YamlMap } from '../../manifests/yaml/node.ts';
import { applyDefaultsKeepingNulls, hasDefaults } from '../defaults.ts';
import { objectMeta } from '../objectMeta.ts';
import type { KindSchema } from '../schema.ts';
import { checkKind } from './builtin/definitions.ts';
import { nameRuleOf } from './builtin/kindNames.ts';
import { checkCelRules } from './celRules.ts';
import { decode } from './decode.ts';
import { judge } from './judge.ts';
import { checkNamed, checkObjectMeta } from './metadata.ts';
import { present } from './present.ts';
import type { SchemaFinding, ValidateOptions } from './schemaFinding.ts';
import { asObject, fieldOf, unknownValue } from './value.ts';
import { fail, type Walk } from './walk.ts';

/** Values looked at in one document, aliases followed. */
const mostValues = 400_000;

/** The group of files that kustomize reads and nobody applies. */
const kustomize = 'kustomize.config.k8s.io';

/**
 * Judges an object by the schema of its kind and its CEL rules, as the API server does on create with strict field
 * validation. Spans count from the start of the document that the node was read from. Never throws.
 */
export function validateObject(object: YamlMap, kind: KindSchema, options: ValidateOptions): SchemaFinding[] {
  const { value, problems: undecodable, nulls } = decode(object, options.isOpaque);
  const changes = options.mode === 'object' && (nulls || (kind.custom && hasDefaults(kind.schema)));
  const settled = changes ? applyDefaultsKeepingNulls(value, kind.schema, kind) : value;
  const walk: Walk = {
    kind,
    options,
    path: [],
    budget: { left: mostValues },
    trial: undefined,
    problems: [],
    muted: false,
  };
  judge(walk, settled, kind.schema);
  const whole = asObject(settled);
  const metadata = fieldOf(whole, 'metadata');
  // A schema of a person's may know nothing of metadata.
  if (metadata !== undefined && fieldOf(kind.schema.properties as typeof whole, 'metadata') === undefined) {
    walk.path.push('metadata');
    judge(walk, metadata, objectMeta);
    walk.path.pop();
  }
  if (whole !== undefined && !kind.custom) checkKind(walk, whole);
  if (kind.group !== kustomize) checkMetadata(walk, metadata);
  if (undecodable.length === 0) checkCelRules(walk, settled);
  if (walk.budget.left < 0) {
    fail(
      walk,
      'size',
      () => `${kind.kind} holds more than ${mostValues} values with its aliases; not all were judged.`,
    );
  }
  return present(object, undecodable, walk.problems, kind);
}

function checkMetadata(walk: Walk, metadata: Json | undefined): void {
  const own = asObject(metadata);
  if (own !== undefined) checkObjectMeta(walk, own, nameRuleOf(walk.kind));
  if (metadata !== unknownValue) checkNamed(walk, own);
}
