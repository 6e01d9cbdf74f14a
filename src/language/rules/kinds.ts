import { groupOf, versionOf } from '../../flux/object.ts';
import { isFluxGroup } from '../../flux/kinds.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { Lifecycle } from '../../schema/lifecycle.ts';
import type { SchemaSet } from '../../schema/schema.ts';
import { scalarAt, type Span } from '../../manifests/yaml/node.ts';
import { severityOf, type Code } from '../codes.ts';
import type { Finding, Fix } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/** Kinds and versions that are not served: misspelt, removed, or deprecated; silent about groups that nobody knows. */
export function unservedKinds(subject: Subject): Finding[] {
  const { object, context } = subject;
  const kind = scalarAt(object.node, ['kind']);
  const apiVersion = scalarAt(object.node, ['apiVersion']);
  if (kind === undefined || apiVersion === undefined || isOpaque(kind.text) || isOpaque(apiVersion.text)) return [];
  const [group, version] = [groupOf(object.apiVersion), versionOf(object.apiVersion)];
  const served = context.schemas.versions(group, object.kind);
  const life = context.schemas.lifecycle?.(group, version, object.kind);
  const spans = { kind: kind.span, apiVersion: apiVersion.span };
  if (served.includes(version)) return deprecated(subject, group, version, life, spans);
  if (life?.state === 'removed') return [removed(subject, life, served, group, spans)];
  if (served.length === 0) return unknownKind(subject, group, version, spans);
  const message =
    `${object.kind} is not served in version ${object.apiVersion}. ` +
    `${served.length === 1 ? 'Its version is' : 'Its versions are'} ${listed(served.map((one) => join(group, one)))}.`;
  const fixes = served.map((one, index) => fix(apiVersion.span, join(group, one), index === 0));
  return [finding('unknown-version', message, apiVersion.span, fixes)];
}

/** Where an object says what it is. */
interface Spans {
  readonly kind: Span;
  readonly apiVersion: Span;
}

const products = { kubernetes: 'Kubernetes', flux: 'Flux' } as const;

function removed(
  { object }: Subject,
  { entry }: Lifecycle,
  served: readonly string[],
  group: string,
  spans: Spans,
): Finding {
  const gone = `${object.apiVersion} ${object.kind} was removed in ${products[entry.product]} ${entry.removed ?? ''}`;
  const { replacement } = entry;
  const fixes = replacementFixes(object, replacement ?? servedAs(object, group, served[0]), spans);
  const instead =
    replacement === undefined ? served[0] && join(group, served[0]) : join(replacement.group, replacement.version);
  const other = replacement === undefined || replacement.kind === object.kind ? '' : ` ${replacement.kind}`;
  const advice =
    instead === undefined ? 'Nothing takes its place under this name.' : `Use ${instead}${other}; fields may differ.`;
  return finding('removed-version', `${gone}. ${advice}`, spans.apiVersion, fixes);
}

function deprecated(
  { object, context }: Subject,
  group: string,
  version: string,
  life: Lifecycle | undefined,
  spans: Spans,
): Finding[] {
  const schema = context.schemas.find(group, version, object.kind);
  const isOld = life?.state === 'deprecated' || life?.state === 'removed';
  if (schema?.deprecated === undefined && !isOld) return [];
  const other = context.schemas.versions(group, object.kind).find((one) => one !== version);
  const better = life?.entry.replacement ?? servedAs(object, group, other);
  const fixes = replacementFixes(object, better, spans);
  const end =
    life?.entry.removed === undefined ? '' : ` and gone from ${products[life.entry.product]} ${life.entry.removed} on`;
  const advice = schema?.deprecated ?? (better === undefined ? '' : `Use ${join(better.group, better.version)}.`);
  const message = `${object.apiVersion} ${object.kind} is deprecated${end}. ${advice}`.trim();
  return [{ ...finding('deprecated-version', message, spans.apiVersion, fixes), tags: ['deprecated'] }];
}

type Replacement = NonNullable<Lifecycle['entry']['replacement']>;

function servedAs({ kind }: ManifestObject, group: string, version: string | undefined): Replacement | undefined {
  return version === undefined ? undefined : { group, version, kind };
}

function replacementFixes({ kind }: ManifestObject, replacement: Replacement | undefined, spans: Spans): Fix[] {
  if (replacement === undefined) return [];
  const text = join(replacement.group, replacement.version);
  const edits = [{ span: spans.apiVersion, text }];
  if (replacement.kind === kind) return [{ title: `Change to "${text}"`, edits, preferred: true }];
  return [
    {
      title: `Change to "${text}" ${replacement.kind}`,
      edits: [...edits, { span: spans.kind, text: replacement.kind }],
    },
  ];
}

function listed(names: readonly string[]): string {
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

function unknownKind(
  { object, context: { schemas } }: Subject,
  group: string,
  version: string,
  spans: Spans,
): Finding[] {
  const kinds = schemas.kinds(group);
  if (kinds.length === 0) return [];
  const code = 'unknown-kind';
  const closed = isClosed(schemas, group, kinds);
  const elsewhere = closed ? closedGroupOf(schemas, object.kind) : undefined;
  if (elsewhere !== undefined) {
    const message = `"${object.kind}" is not a kind of ${join(group, version)}, but of ${elsewhere}.`;
    return [finding(code, message, spans.apiVersion, [fix(spans.apiVersion, elsewhere, true)])];
  }
  const near = kinds.find((one) => isMisspelt(object.kind, one, closed));
  if (near === undefined) return [];
  const span = spans.kind;
  const message = `"${object.kind}" is not a kind of ${join(group, version)}. Did you mean "${near}"?`;
  return [
    { ...finding(code, message, span, [fix(span, near, true)]), severity: closed ? severityOf(code) : 'warning' },
  ];
}

/** Whether all kinds of a group are known: Kubernetes' own groups and Flux's, but not those of which somebody gave some CRDs. */
function isClosed(schemas: SchemaSet, group: string, kinds: readonly string[]): boolean {
  if (isFluxGroup(group)) return true;
  const [kind = ''] = kinds;
  const [version = ''] = schemas.versions(group, kind);
  return schemas.find(group, version, kind)?.custom === false;
}

/** The API version of a kind, by its exact name, in the one group of Kubernetes or Flux that has it. */
function closedGroupOf(schemas: SchemaSet, kind: string): string | undefined {
  const having = schemas.groups().filter((group) => schemas.kinds(group).includes(kind));
  const [group, ...others] = having.filter((one) => isClosed(schemas, one, schemas.kinds(one)));
  if (group === undefined || others.length > 0) return undefined;
  const [version] = schemas.versions(group, kind);
  return version === undefined ? undefined : join(group, version);
}

/**
 * Whether a name is another misspelt: in other case, in plural, or by one slip. Names of few letters differ by one
 * in kinds that are not the same (TCPRoute, TLSRoute), so in an open group only case and plural count.
 */
function isMisspelt(written: string, kind: string, closed: boolean): boolean {
  const [one, other] = [written.toLowerCase(), kind.toLowerCase()];
  if (one === other || one === `${other}s` || `${one}s` === other) return true;
  return closed && one.length > 4 && isOneSlip(one, other);
}

/** One letter more, less or other, or two neighbours swapped. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const swapped = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  return Math.max(left.length, right.length) <= 1 || swapped;
}

function join(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

function fix(span: Span, text: string, preferred: boolean): Fix {
  return { title: `Change to "${text}"`, edits: [{ span, text }], ...(preferred && { preferred }) };
}

function finding(code: Code, message: string, span: Span, fixes: readonly Fix[]): Finding {
  return { code, severity: severityOf(code), message, span, ...(fixes.length > 0 && { fixes }) };
}
