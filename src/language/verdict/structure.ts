import { nodeAt, resolved, type Path, type YamlMap } from '../../manifests/yaml/node.ts';
import type { KindSchema } from '../../schema/schema.ts';
import type { SchemaFinding } from '../../schema/validate/schemaFinding.ts';
import { validateObject } from '../../schema/validate/validateObject.ts';
import { isSecret } from '../../schema/validate/walk.ts';
import { withDefaults } from './defaultsOfVariables.ts';
import type { Finding } from '../finding.ts';
import { sameDocument } from '../place.ts';
import { isOpaque } from '../opaque.ts';

/** What others than its document do to an object. */
export interface Given {
  /** Whether they give the field at a path. */
  has(path: Path): boolean;
  /** The fields that they give, each as `/` and its steps. */
  readonly paths: ReadonlySet<string>;
  /** What they are sure to do, where the rest is only possible: a rule may count on nothing else. */
  readonly certain?: Given;
}

/** Judges a map by the schema of its kind, as a whole object or as a patch. Spans count as the map's do. */
export function judgeStructure(object: YamlMap, kind: KindSchema, mode: 'object' | 'patch', given?: Given): Finding[] {
  const found = validateObject(object, kind, {
    mode,
    isOpaque,
    ...(given !== undefined && given.paths.size > 0 && { isSupplied: given.has }),
  });
  const sure =
    given?.certain === undefined || !found.some(isRule) ? undefined : judgeStructure(object, kind, mode, given.certain);
  const judged = found
    .filter(
      (finding) => sure === undefined || !isRule(finding) || sure.some(({ message }) => message === finding.message),
    )
    .filter((finding) => !isExtensible(finding, kind) && !(isMerged(given) && isNull(finding, object)))
    .map(asFinding);
  return [...judged, ...judgeDefaults(object, kind, mode)];
}

function isRule({ code }: SchemaFinding): boolean {
  return code === 'rule';
}

/** Whether a strategic-merge patch meets the object: with it, kustomize drops all of the object's nulls. */
function isMerged(given: Given | undefined): boolean {
  return given?.paths.has('/kind') === true;
}

function isNull({ code, path }: SchemaFinding, object: YamlMap): boolean {
  if (code !== 'wrong-type') return false;
  const node = resolved(nodeAt(object, path));
  return node === undefined || (node.type === 'scalar' && node.value === null);
}

/** What a default can get wrong; what follows from it elsewhere is not its own. */
const ofValues: ReadonlySet<string> = new Set([
  'wrong-type',
  'not-allowed',
  'pattern',
  'format',
  'out-of-range',
  'size',
]);

/**
 * Judges the defaults of variables that are a whole value. A default that would do as text is passed over: the variable may
 * be set to something that is read as text.
 */
function judgeDefaults(object: YamlMap, kind: KindSchema, mode: 'object' | 'patch'): Finding[] {
  const parsed = withDefaults(object, 'parsed');
  const text = withDefaults(object, 'text');
  if (parsed === undefined || text === undefined) return [];
  const wrongAsText = new Set(valueFindings(text.object, kind, mode).map(({ span }) => span.start));
  return valueFindings(parsed.object, kind, mode).flatMap((finding) => {
    const scalar = parsed.scalars.find(
      ({ span }) => span.start === finding.span.start && span.end === finding.span.end,
    );
    if (scalar === undefined || !wrongAsText.has(finding.span.start)) return [];
    const told = isSecret(kind, finding.path)
      ? 'It is the default of a variable.'
      : `"${scalar.default}" is the default of the variable ${scalar.name}.`;
    const message = `${finding.message} ${told}`;
    const { code, severity, span } = asFinding(finding);
    return [{ code, severity, span, message }];
  });
}

function valueFindings(object: YamlMap, kind: KindSchema, mode: 'object' | 'patch'): SchemaFinding[] {
  return validateObject(object, kind, { mode, isOpaque }).filter(({ code }) => ofValues.has(code));
}

/**
 * Whether a value may be allowed after all: Flux Operator and other controllers patch their kinds into the enums of the
 * kinds that Alerts and Receivers watch. What is a misspelling of a known kind stays a finding.
 */
function isExtensible({ code, path, fixes }: SchemaFinding, { group, kind, origin }: KindSchema): boolean {
  if (origin !== 'catalogue' || group !== 'notification.toolkit.fluxcd.io' || code !== 'not-allowed') return false;
  const field = path.filter((step) => typeof step === 'string').join('.');
  const isOpen = kind === 'Alert' ? field === 'spec.eventSources.kind' : field === 'spec.resources.kind';
  return isOpen && (fixes ?? []).length === 0;
}

function asFinding({ code, severity, message, span, path, fixes, alsoAt }: SchemaFinding): Finding {
  const related = alsoAt?.map((place) => ({ ...place, path: sameDocument }));
  return {
    code,
    severity,
    message,
    span,
    path,
    ...(fixes !== undefined && { fixes }),
    ...(related !== undefined && { related }),
  };
}
