import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { groupOf, type Json, type JsonObject } from '../../flux/object.ts';
import { applyDefaults } from '../../schema/defaults.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { kindIdOfObject, textsOf, withMetadata, without } from '../values/objects.ts';
import { withoutGoEmpties } from './goEmpties.ts';
import { withoutUnknownFields } from './unknownFields.ts';

/** Kinds that Kubernetes serves but that the controller has no Go types for: they are sent as they are. */
const untyped: ReadonlySet<string> = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

/**
 * The object as the controller sends it. Of a kind built into Kubernetes, fields that its schema does not know and nulls
 * are dropped, as are empty values that Go does not write; ports get their protocol, and a Secret's stringData becomes data, unless a value is of a wrong type; of any kind, the creation time, the
 * status (a CustomResourceDefinition keeps it) and a CA bundle that is no certificate go. Role and ClusterRole stay as
 * they are. Without a schema, unknown fields stay.
 *
 * Rules: pkg/ssa, normalize/normalize.go and utils/cert_validation.go.
 */
export function normalise(object: JsonObject, schema: KindSchema | undefined): JsonObject {
  const id = kindIdOfObject(object);
  const version = asText(object['apiVersion']) ?? '';
  if (version === 'rbac.authorization.k8s.io/v1' && /\/(?:Cluster)?Role$/.test(id)) return object;
  const own = decoded(object, schema);
  const metadata = asObject(own['metadata']);
  const bare = metadata === undefined ? own : { ...own, metadata: without(metadata, ['creationTimestamp']) };
  if (isDefinition(object)) return withoutBrokenBundle(bare);
  return without(bare, ['status']);
}

/** The object with the labels that say whose it is, as the controller sets them on all that it builds. */
export function withOwnerLabels(object: JsonObject, owner: { name: string; namespace: string }): JsonObject {
  const labels = ownerLabels(owner);
  return withMetadata(object, { labels: { ...Object.fromEntries(textsOf(object, 'labels')), ...labels } });
}

/** The labels by which the controller knows what belongs to a Kustomization. */
export function ownerLabels({
  name,
  namespace,
}: {
  name: string;
  namespace: string;
}): Readonly<Record<string, string>> {
  return {
    'kustomize.toolkit.fluxcd.io/name': name,
    'kustomize.toolkit.fluxcd.io/namespace': namespace,
  };
}

/**
 * The object with a Kustomization's `spec.commonMetadata`, which overrides labels and annotations of the same name
 * (pkg/ssa, utils/meta.go).
 */
export function withCommonMetadata(object: JsonObject, common: Json | undefined): JsonObject {
  let made = object;
  for (const field of ['labels', 'annotations'] as const) {
    const texts = asObject(valueAt(common, field)) ?? {};
    if (Object.keys(texts).length === 0) continue;
    made = withMetadata(made, { [field]: { ...asObject(valueAt(made, 'metadata', field)), ...texts } });
  }
  return made;
}

/** What decoding an object into its Go type and back makes of it. What cannot be decoded stays, for the server to refuse. */
function decoded(object: JsonObject, schema: KindSchema | undefined): JsonObject {
  const adapt = typed[kindIdOfObject(object)] ?? ((known: JsonObject) => known);
  if (schema === undefined || schema.custom || untyped.has(schema.group)) return adapt(object);
  const known = withoutUnknownFields(asObject(applyDefaults(object, schema.schema, schema)) ?? object, schema);
  return known === undefined ? object : adapt(withoutGoEmpties(known, schema));
}

const podTemplate = ['spec', 'template', 'spec'];

/** What is set in kinds with a Go type of their own, by kind. */
const typed: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  '/Pod': (object) => withContainerProtocols(object, ['spec']),
  'apps/Deployment': (object) => withContainerProtocols(object, podTemplate),
  'apps/StatefulSet': (object) => withContainerProtocols(object, podTemplate),
  'apps/DaemonSet': (object) => withContainerProtocols(object, podTemplate),
  'apps/ReplicaSet': (object) => withContainerProtocols(object, podTemplate),
  'batch/Job': (object) => withContainerProtocols(object, podTemplate),
  'batch/CronJob': (object) => withContainerProtocols(object, ['spec', 'jobTemplate', ...podTemplate]),
  '/Service': (object) => withPortProtocols(object, ['spec', 'ports']),
  '/Secret': withDataAlone,
};

function withContainerProtocols(object: JsonObject, path: readonly string[]): JsonObject {
  const containers = asObjects(valueAt(object, ...path, 'containers'));
  if (!containers.some((container) => asObjects(container['ports']).some(lacksProtocol))) return object;
  return changed(object, [...path, 'containers'], (list) =>
    asItems(list).map((item) => {
      const container = asObject(item);
      return container === undefined ? item : withPortProtocols(container, ['ports']);
    }),
  );
}

function withPortProtocols(object: JsonObject, path: readonly string[]): JsonObject {
  if (!asObjects(valueAt(object, ...path)).some(lacksProtocol)) return object;
  return changed(object, path, (ports) =>
    asItems(ports).map((port) => {
      const map = asObject(port);
      return map !== undefined && lacksProtocol(map) ? { ...map, protocol: 'TCP' } : port;
    }),
  );
}

function lacksProtocol(port: JsonObject): boolean {
  return (port['protocol'] ?? '') === '';
}

/** A Secret whose stringData stands in its data, in base64, and wins there. */
function withDataAlone(secret: JsonObject): JsonObject {
  const texts = asObject(secret['stringData']);
  if (texts === undefined) return secret;
  const given = Object.entries(texts).map(([name, text]) => [name, typeof text === 'string' ? toBase64(text) : text]);
  if (given.length === 0) return without(secret, ['stringData']);
  return {
    ...without(secret, ['stringData']),
    data: { ...asObject(secret['data']), ...(Object.fromEntries(given) as JsonObject) },
  };
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** Whether an object is a CustomResourceDefinition, as pkg/ssa sees it (utils/is.go). */
function isDefinition(object: JsonObject): boolean {
  const kind = asText(object['kind'])?.toLowerCase();
  return kind === 'customresourcedefinition' && groupOf(asText(object['apiVersion']) ?? '') === 'apiextensions.k8s.io';
}

const bundlePath = ['spec', 'conversion', 'webhook', 'clientConfig'];

/** Whether a CA bundle holds certificates is told by its frame; that what it frames can be read is believed. */
function withoutBrokenBundle(definition: JsonObject): JsonObject {
  const bundle = asText(valueAt(definition, ...bundlePath, 'caBundle'));
  if (bundle === undefined || isCertificate(bundle)) return definition;
  return changed(definition, bundlePath, (config) => without(asObject(config) ?? {}, ['caBundle']));
}

function isCertificate(base64: string): boolean {
  try {
    return atob(base64).includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}

function changed(object: JsonObject, [name, ...rest]: readonly string[], change: (value: Json) => Json): JsonObject {
  if (name === undefined) return object;
  const value = object[name] ?? null;
  return { ...object, [name]: rest.length === 0 ? change(value) : changed(asObject(value) ?? {}, rest, change) };
}

function asItems(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
