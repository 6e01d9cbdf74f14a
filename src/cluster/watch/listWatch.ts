import { FailureError } from '../../base/failure.ts';
import type { FluxObject, JsonObject } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import { trimObject } from '../../flux/trim.ts';
import type { ClusterFailure, Transport } from '../api/api.ts';
import { resourcePath } from './discovery.ts';
import { failureOfStatus } from '../api/statusFailure.ts';

/** What to list or watch: a kind in one namespace, or in the whole cluster if undefined. */
export interface ListTarget {
  readonly transport: Transport;
  readonly served: ServedKind;
  readonly namespace: string | undefined;
}

/** A change seen by a watch; `resourceVersion` is where a later watch may resume. */
export type KindEvent =
  | { readonly type: 'upsert' | 'remove'; readonly object: FluxObject; readonly resourceVersion: string }
  | { readonly type: 'bookmark'; readonly resourceVersion: string };

/**
 * All objects of a kind in one answer. `at` is '0' for whatever the server has in memory, which costs etcd
 * nothing, or '' for the newest. Throws FailureError with a ClusterFailure.
 */
export async function listKind(
  { transport, served, namespace }: ListTarget,
  at: string,
  signal: AbortSignal,
): Promise<{ objects: FluxObject[]; resourceVersion: string }> {
  const query: Record<string, string> = at === '' ? {} : { resourceVersion: at };
  const path = resourcePath(served, namespace);
  const answer = await transport.request<ListAnswer>({ path, query }, signal);
  const objects = (answer.items ?? []).map((item) => trimObject(item, served));
  return { objects, resourceVersion: versionOf(answer, served) };
}

/** The server's newest resourceVersion. Throws FailureError with a ClusterFailure. */
export async function newestVersion(
  { transport, served, namespace }: ListTarget,
  signal: AbortSignal,
): Promise<string> {
  const request = { path: resourcePath(served, namespace), query: { limit: '1' } };
  return versionOf(await transport.request<ListAnswer>(request, signal), served);
}

/** How a watch begins. */
export interface WatchStart {
  /** Events after this one are wanted. */
  readonly resourceVersion: string;
  /** Milliseconds without a line, not even a bookmark, after which the peer is taken for dead. */
  readonly silence: number;
  /** Runs when the server has accepted the watch. */
  readonly onOpen: () => void;
}

/**
 * Watches a kind until the server ends the watch. Throws FailureError with a ClusterFailure; code `gone` means that
 * a fresh list is due.
 */
export async function* watchKind(
  { transport, served, namespace }: ListTarget,
  { resourceVersion, silence, onOpen }: WatchStart,
  signal: AbortSignal,
): AsyncGenerator<KindEvent> {
  const query = {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion,
    timeoutSeconds: String(Math.round(watchSeconds * (1 + Math.random()))),
  };
  const request = { path: resourcePath(served, namespace), query, onOpen, idleTimeoutMs: silence };
  for await (const { type, object } of transport.stream<WatchEvent>(request, signal)) {
    if (type === 'ERROR') throw new FailureError(watchFailure(object));
    const at = (object as ListAnswer).metadata?.resourceVersion;
    if (typeof at !== 'string') throw protocolError(`a watch event of ${served.plural} carries no resourceVersion`);
    if (type === 'BOOKMARK') yield { type: 'bookmark', resourceVersion: at };
    else
      yield { type: type === 'DELETED' ? 'remove' : 'upsert', object: trimObject(object, served), resourceVersion: at };
  }
}

/** A watch is asked to last this long to twice as long, so that those of many clients do not end together. */
const watchSeconds = 300;

interface ListAnswer {
  readonly metadata?: { readonly resourceVersion?: string };
  readonly items?: JsonObject[] | null;
}

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonObject;
}

function versionOf({ metadata }: ListAnswer, { plural }: ServedKind): string {
  if (typeof metadata?.resourceVersion === 'string') return metadata.resourceVersion;
  throw protocolError(`the list of ${plural} carries no resourceVersion`);
}

/** A server that was restored from a backup knows less than we saw: only a fresh list helps, as after 410. */
function watchFailure(status: JsonObject): ClusterFailure {
  const failure = failureOfStatus(status);
  return failure.message.includes('Too large resource version') ? { ...failure, code: 'gone' } : failure;
}

function protocolError(message: string): FailureError {
  return new FailureError({ code: 'protocol', message });
}
