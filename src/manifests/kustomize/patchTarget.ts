import type { ManifestObject } from '../manifestObject.ts';
import { groupOf, groupOfKind, kindId, type KindId, kindName, versionOf } from '../../flux/object.ts';
import type { PatchTarget } from '../workspace/fileSummary.ts';
import { asString, entriesAt, entryOf, keyName, nodeAt, type YamlMap } from '../yaml/node.ts';

/** What a patch's target is compared with. */
export interface PatchSubject {
  readonly kindId: KindId;
  readonly apiVersion: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object as patches select it. */
export function patchSubject({ node, kindId, apiVersion, name, namespace }: ManifestObject): PatchSubject {
  const texts = (field: string) =>
    Object.fromEntries(
      entriesAt(node, ['metadata', field]).map(({ key, value }) => [keyName(key), asString(value) ?? '']),
    );
  return { kindId, apiVersion, name, namespace, labels: texts('labels'), annotations: texts('annotations') };
}

/**
 * Whether a patch with this target may meet an object. Where a selector or a regular expression is beyond what is read
 * here, it may. Namespaces are not compared where the object's is given elsewhere.
 */
export function targetMeets(target: PatchTarget, subject: PatchSubject): boolean {
  return (
    matches(target.group, groupOfKind(subject.kindId)) &&
    matches(target.kind, kindName(subject.kindId)) &&
    matches(target.version, versionOf(subject.apiVersion)) &&
    (subject.name === undefined || matches(target.name, subject.name)) &&
    (subject.namespace === undefined || matches(target.namespace, subject.namespace)) &&
    selects(target.labelSelector, subject.labels ?? {}) &&
    selects(target.annotationSelector, subject.annotations ?? {})
  );
}

/** Whether a strategic-merge patch without a target is for an object: it has its kind and name (kustomize, resid). */
export function treeMeets(tree: YamlMap, subject: PatchSubject): boolean {
  const apiVersion = asString(entryOf(tree, 'apiVersion')?.value);
  const kind = asString(entryOf(tree, 'kind')?.value);
  if (apiVersion === undefined || kind === undefined) return false;
  if (kindId(groupOf(apiVersion), kind) !== subject.kindId) return false;
  const namespace = asString(nodeAt(tree, ['metadata', 'namespace']));
  const sameNamespace = namespace === undefined || subject.namespace === undefined || namespace === subject.namespace;
  return sameNamespace && asString(nodeAt(tree, ['metadata', 'name'])) === subject.name;
}

/** Patterns that cannot take long: single characters and dots, repeated in at most two places, and alternatives of such. */
const simplePattern = /^[\w.*+?|\\/$^-]*$/;

function matches(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === '' || pattern === text) return true;
  if (!simplePattern.test(pattern) || (pattern.match(/[*+]/g)?.length ?? 0) > 2) return true;
  if (!/[.*+?|\\$^]/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return true;
  }
}

/** A label selector: `a=b,c!=d,e in (f,g),h,!i`. */
function selects(selector: string | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return true;
  return selector.split(/,(?![^(]*\))/).every((part) => {
    const requirement = part.trim();
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(requirement);
    if (set !== null) {
      const [, key = '', operator, list = ''] = set;
      const value = labels[key];
      const isIn = value !== undefined && list.split(',').some((one) => one.trim() === value);
      return operator === 'in' ? isIn : !isIn;
    }
    const equal = /^([^!=\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(requirement);
    if (equal !== null) {
      const [, key = '', operator, value] = equal;
      return operator === '!=' ? labels[key] !== value : labels[key] === value;
    }
    if (requirement.startsWith('!')) return labels[requirement.slice(1).trim()] === undefined;
    return requirement === '' || labels[requirement] !== undefined;
  });
}
