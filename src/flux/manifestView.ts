import { asObject } from './fields.ts';
import { groupOf, type JsonObject, type KubernetesObject } from './object.ts';

/** What stands for a value of a Secret. */
const maskedValue = '***';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The object as a person may read it, in a manifest's order of fields: without managedFields, without kubectl's copy
 * of what was applied (it holds a Secret's values in clear), and with every value of a Secret masked.
 */
export function manifestView(object: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata, ...rest } = object as KubernetesObject & JsonObject;
  const { spec, status, ...others } = isSecret(object) ? maskSecret(rest) : rest;
  return {
    apiVersion,
    kind,
    metadata: metadataView(metadata as unknown as JsonObject),
    ...(spec !== undefined && { spec }),
    ...others,
    ...(status !== undefined && { status }),
  } as unknown as KubernetesObject;
}

function metadataView(metadata: JsonObject): JsonObject {
  const shown = without(asObject(metadata) ?? {}, 'managedFields');
  const annotations = without(asObject(shown['annotations']) ?? {}, lastApplied);
  return Object.keys(annotations).length > 0 ? { ...shown, annotations } : without(shown, 'annotations');
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function isSecret({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === 'Secret' && groupOf(apiVersion) === '';
}

function maskSecret(secret: JsonObject): JsonObject {
  return { ...secret, ...maskField(secret, 'data'), ...maskField(secret, 'stringData') };
}

/** The field with each value masked; a field of an unexpected shape is masked whole. */
function maskField(secret: JsonObject, name: string): JsonObject {
  const value = secret[name];
  if (value === undefined) return {};
  const entries = asObject(value);
  if (entries === undefined) return { [name]: maskedValue };
  return { [name]: Object.fromEntries(Object.keys(entries).map((key) => [key, maskedValue])) };
}
