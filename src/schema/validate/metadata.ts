import type { JsonObject } from '../../flux/object.ts';
import type { Step } from '../../manifests/yaml/node.ts';
import { asPrefix, bytes, dnsLabel, labelValue, qualifiedName, type NameRule } from './names.ts';
import { asList, asObject, asText, fieldOf } from './value.ts';
import { dereference, fail, isSupplied, type Walk } from './walk.ts';

/** All keys and values of annotations together, in bytes (apimachinery's TotalAnnotationSizeLimitB). */
const mostAnnotations = 256 * 1024;

/** Judges the metadata of a whole object; the walk's path is the object's. Rules: ValidateObjectMeta of k8s.io/apimachinery. */
export function checkObjectMeta(walk: Walk, metadata: JsonObject, nameRule: NameRule): void {
  const at: readonly Step[] = ['metadata'];
  const name = asText(fieldOf(metadata, 'name'));
  if (name !== undefined && name !== '' && !isSupplied(walk, [...at, 'name']))
    checkName(walk, [...at, 'name'], name, nameRule);
  const prefix = asText(fieldOf(metadata, 'generateName'));
  if (prefix !== undefined && prefix !== '') checkName(walk, [...at, 'generateName'], prefix, asPrefix(nameRule));
  const namespace = asText(fieldOf(metadata, 'namespace'));
  if (namespace !== undefined && namespace !== '') checkName(walk, [...at, 'namespace'], namespace, dnsLabel);
  checkTemplateMeta(walk, metadata, at);
  checkFinalizers(walk, metadata, at);
  checkOwners(walk, metadata, at);
}

/** Says that a whole object has no name. */
export function checkNamed(walk: Walk, metadata: JsonObject | undefined): void {
  if (walk.options.mode === 'patch' || (metadata === undefined && isConfiguration(walk))) return;
  const named = ['name', 'generateName'].some((field) => (fieldOf(metadata, field) ?? '') !== '');
  if (named || isSupplied(walk, ['metadata']) || isSupplied(walk, ['metadata', 'name'])) return;
  const message = `${walk.kind.kind} has no name. Set metadata.name.`;
  fail(walk, 'missing-field', () => message, {
    below: metadata === undefined ? [] : ['metadata'],
    at: 'key',
    lacks: ['metadata', 'name'],
  });
}

/**
 * Whether a kind is, by its CRD, rather a tool's configuration, of which nobody makes an object: it has fields, but no
 * `spec`. The releases of Cluster API's providers are such (`Metadata` of clusterctl.cluster.x-k8s.io).
 */
function isConfiguration({ kind }: Walk): boolean {
  const fields = Object.keys(dereference(kind, kind.schema)?.properties ?? {});
  const ofEveryObject = ['apiVersion', 'kind', 'metadata'];
  return kind.custom && !fields.includes('spec') && fields.some((name) => !ofEveryObject.includes(name));
}

/** Judges labels and annotations, in metadata of whole objects and of templates. `at` is the metadata's place. */
export function checkTemplateMeta(walk: Walk, metadata: JsonObject, at: readonly Step[]): void {
  checkLabels(walk, asObject(fieldOf(metadata, 'labels')), [...at, 'labels']);
  const annotations = asObject(fieldOf(metadata, 'annotations'));
  let size = 0;
  for (const key in annotations) {
    const wrong = walk.options.isOpaque?.(key) === true ? undefined : qualifiedName(key.toLowerCase());
    if (wrong !== undefined)
      metadataFault(walk, [...at, 'annotations', key], `The annotation key ${quote(key)} ${wrong}.`, 'key');
    size += bytes(key) + bytes(asText(annotations[key]) ?? '');
  }
  if (size <= mostAnnotations) return;
  metadataFault(
    walk,
    [...at, 'annotations'],
    `The annotations have ${size} bytes; at most ${mostAnnotations} are allowed.`,
  );
}

/** Judges the keys and values of a map of labels. */
export function checkLabels(walk: Walk, labels: JsonObject | undefined, at: readonly Step[]): void {
  for (const key in labels) {
    const wrongKey = walk.options.isOpaque?.(key) === true ? undefined : qualifiedName(key);
    if (wrongKey !== undefined) metadataFault(walk, [...at, key], `The label key ${quote(key)} ${wrongKey}.`, 'key');
    const value = asText(labels[key]);
    const wrong = value === undefined ? undefined : labelValue(value);
    if (wrong !== undefined)
      metadataFault(walk, [...at, key], `The value ${quote(value)} of the label ${quote(key)} ${wrong}.`);
  }
}

/** Judges a name at a place below the walk's. */
function checkName(walk: Walk, below: readonly Step[], name: string, rule: NameRule): void {
  const wrong = rule(name);
  if (wrong !== undefined) fail(walk, 'metadata', (field) => `${field} is ${quote(name)}, which ${wrong}.`, { below });
}

function checkFinalizers(walk: Walk, metadata: JsonObject, at: readonly Step[]): void {
  const finalizers = asList(fieldOf(metadata, 'finalizers')) ?? [];
  for (const [index, finalizer] of finalizers.entries()) {
    const text = asText(finalizer);
    const rule = hasCoreFinalizers(walk) ? coreFinalizer : qualifiedName;
    if (text !== undefined) checkName(walk, [...at, 'finalizers', index], text, rule);
  }
}

/** PodDisruptionBudgets have no checks of their own. */
function hasCoreFinalizers({ kind }: Walk): boolean {
  return !kind.custom && kind.kind !== 'PodDisruptionBudget';
}

/** Kubernetes' own kinds take finalizers with a domain, and three without. */
function coreFinalizer(text: string): string | undefined {
  if (text.includes('/')) return qualifiedName(text);
  const standard = ['kubernetes', 'orphan', 'foregroundDeletion'];
  return standard.includes(text) ? undefined : 'needs a domain, e.g. "example.com/name"';
}

function checkOwners(walk: Walk, metadata: JsonObject, at: readonly Step[]): void {
  const owners = (asList(fieldOf(metadata, 'ownerReferences')) ?? []).map((owner) => asObject(owner));
  const controllers = owners.filter((owner) => fieldOf(owner, 'controller') === true);
  if (controllers.length > 1) {
    metadataFault(walk, [...at, 'ownerReferences'], 'Only one owner may be the controller.');
  }
  for (const [index, owner] of owners.entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if (fieldOf(owner, field) !== '') continue;
      metadataFault(walk, [...at, 'ownerReferences', index, field], `The owner's ${field} must not be empty.`);
    }
  }
}

function metadataFault(walk: Walk, below: readonly Step[], message: string, at: 'key' | 'value' = 'value'): void {
  fail(walk, 'metadata', () => message, { below, at });
}

function quote(text: string | undefined): string {
  const shown = text ?? '';
  return JSON.stringify(shown.length > 80 ? `${shown.slice(0, 77)}...` : shown);
}
