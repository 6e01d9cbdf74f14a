import { isFluxGroup } from '../../flux/kinds.ts';
import type { SchemaSet } from '../../schema/schema.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { severityOf, type Code } from '../codes.ts';
import type { Finding, Fix } from '../finding.ts';
import { isOpaque } from './opaque.ts';
import { groupVersion, scalarOf, type Subject } from './subject.ts';

/** Kinds and versions that are not served: misspelt, removed, or deprecated; silent about groups that nobody knows. */
export function unservedKinds(subject: Subject): Finding[] {
  const { object, context } = subject;
  const kind = scalarOf(object.node, 'kind');
  const apiVersion = scalarOf(object.node, 'apiVersion');
  if (kind === undefined || apiVersion === undefined || isOpaque(kind.text) || isOpaque(apiVersion.text)) return [];
  const { group, version } = groupVersion(object.apiVersion);
  const served = context.schemas.versions(group, object.kind);
  if (served.length === 0) return unknownKind(subject, group, version, kind.span);
  if (served.includes(version)) return deprecated(subject, group, version, apiVersion.span);
  const newest = served[0] ?? '';
  const message =
    `${object.kind} is not served in version ${object.apiVersion}. ` +
    `${served.length === 1 ? 'Its version is' : 'Its versions are'} ${served.map((one) => join(group, one)).join(', ')}.`;
  return [
    finding(
      'unknown-version',
      message,
      apiVersion.span,
      served.map((one) => fix(apiVersion.span, join(group, one), one === newest)),
    ),
  ];
}

function deprecated({ object, context }: Subject, group: string, version: string, span: Span): Finding[] {
  const schema = context.schemas.find(group, version, object.kind);
  if (schema?.deprecated === undefined) return [];
  const better = context.schemas.versions(group, object.kind).find((one) => one !== version);
  const fixes = better === undefined ? [] : [fix(span, join(group, better), true)];
  const message = `${object.apiVersion} ${object.kind} is deprecated. ${schema.deprecated}`.trim();
  return [{ ...finding('deprecated-version', message, span, fixes), tags: ['deprecated'] }];
}

function unknownKind({ object, context: { schemas } }: Subject, group: string, version: string, span: Span): Finding[] {
  const kinds = schemas.kinds(group);
  if (kinds.length === 0) return [];
  const closed = isClosed(schemas, group, kinds);
  const near = kinds.find((one) => isMisspelt(object.kind, one, closed));
  if (near === undefined) return [];
  const code = 'unknown-kind';
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
