import type { V1Namespace, VersionInfo } from '@kubernetes/client-node';
import { failureOf, isAbort } from '../../base/failure.ts';
import type { Logger } from '../../base/logger.ts';
import { asObject, asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import type { Transport } from '../api/api.ts';

/** By what a cluster judges objects, as far as it tells us. */
export interface ClusterSchemas {
  /** The UID of namespace kube-system, which is another in every cluster; else the server's address. */
  readonly id: string;
  /** As the API server gives it: `v1.34.2`. */
  readonly kubernetesVersion?: string;
  /** That of the Flux distribution that brought the Flux CRDs: `v2.7.3`. */
  readonly fluxVersion?: string;
  /** All CustomResourceDefinitions, without status and managedFields; absent where they may not be listed. */
  readonly definitions?: readonly JsonObject[];
  /** Whether an answer was lost, so that asking again may bring more. */
  readonly isPartial: boolean;
}

/** Codes of failures that asking again does not mend. */
const lasting: ReadonlySet<string> = new Set(['forbidden', 'notFound']);

/** A page of definitions: with schemas and descriptions one may have a megabyte. */
const pageSize = 50;
const definitionsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Asks a cluster for its version and its CustomResourceDefinitions. What may not be read, or cannot be, is logged and left
 * out; rejects only with the signal's reason, or when the transport is disposed.
 */
export async function clusterSchemas(
  transport: Transport,
  logger: Logger,
  signal: AbortSignal,
): Promise<ClusterSchemas> {
  let isPartial = false;
  const orNothing = async <T>(what: string, work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      signal.throwIfAborted();
      // The connection was ended: what else there is to know will not come either.
      if (isAbort(error)) throw error;
      const code = failureOf(error)?.code ?? (error instanceof Error ? error.name : 'unknown');
      logger.warn(`The cluster's ${what} could not be read: ${code}.`);
      if (!lasting.has(code)) isPartial = true;
      return undefined;
    }
  };
  const [uid, version, definitions] = await Promise.all([
    orNothing('identity', clusterUid(transport, signal)),
    orNothing('version', serverVersion(transport, signal)),
    orNothing('CustomResourceDefinitions', listDefinitions(transport, signal)),
  ]);
  const fluxVersion = definitions && fluxVersionOf(definitions);
  return {
    id: uid ?? transport.host,
    ...(version !== undefined && { kubernetesVersion: version }),
    ...(fluxVersion !== undefined && { fluxVersion }),
    ...(definitions !== undefined && { definitions: definitions.map(withoutState) }),
    isPartial,
  };
}

async function clusterUid(transport: Transport, signal: AbortSignal): Promise<string | undefined> {
  const { metadata } = await transport.request<V1Namespace>({ path: '/api/v1/namespaces/kube-system' }, signal);
  return metadata?.uid;
}

async function serverVersion(transport: Transport, signal: AbortSignal): Promise<string> {
  return (await transport.request<VersionInfo>({ path: '/version' }, signal)).gitVersion;
}

/** As the server writes it; client-node renames `continue`. */
interface DefinitionList {
  readonly items?: readonly JsonObject[];
  readonly metadata?: { readonly continue?: string };
}

async function listDefinitions(transport: Transport, signal: AbortSignal): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let next = '';
  do {
    const query = { limit: String(pageSize), ...(next !== '' && { continue: next }) };
    const answer = await transport.request<DefinitionList>({ path: definitionsPath, query }, signal);
    found.push(...(answer.items ?? []));
    next = answer.metadata?.continue ?? '';
  } while (next !== '');
  return found;
}

const version = 'app.kubernetes.io/version';
const partOf = 'app.kubernetes.io/part-of';

/** Flux's CRDs are labelled with the distribution's version (by `flux install` and Flux Operator). */
function fluxVersionOf(definitions: readonly JsonObject[]): string | undefined {
  const labelled = definitions.map((definition) => valueAt(definition, 'metadata', 'labels'));
  const ours = labelled.find((labels) => valueAt(labels, partOf) === 'flux' && asText(valueAt(labels, version)));
  return asText(valueAt(ours, version));
}

/** What others write into a definition is not kept. Lists leave out apiVersion and kind of their items. */
function withoutState({ spec, metadata }: JsonObject): JsonObject {
  const { name, uid, resourceVersion, labels, annotations } = asObject(metadata) ?? {};
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, uid, resourceVersion, labels, annotations },
    spec,
  };
}
