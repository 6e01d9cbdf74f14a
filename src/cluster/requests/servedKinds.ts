import type { V1APIResourceList } from '@kubernetes/client-node';
import { abortable } from '../../base/wait.ts';
import { groupOf } from '../../flux/object.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { Transport } from '../api/api.ts';
import { asClusterFailure } from '../api/statusFailure.ts';
import { kindId } from '../../flux/object.ts';

/**
 * Finds how the cluster serves a kind in one version, or undefined if it does not. Throws FailureError with a
 * ClusterFailure.
 */
export type ServedKinds = (apiVersion: string, kind: string, signal: AbortSignal) => Promise<ServedKind | undefined>;

/** How long it stands that a version lacks a kind: definitions come and go. */
const absentMs = 5_000;

interface Known {
  readonly kinds: Promise<ReadonlyMap<string, ServedKind>>;
  readonly at: number;
}

/** Makes a finder for one transport that asks for each group and version once, and again for what was not there. */
export function createServedKinds(transport: Transport, now: () => number = Date.now): ServedKinds {
  const known = new Map<string, Known>();

  const ask = (apiVersion: string): Known => {
    // Others may be waiting for it too: only the transport's end ends the question.
    const fresh = { kinds: kindsOf(transport, apiVersion, new AbortController().signal), at: now() };
    known.set(apiVersion, fresh);
    fresh.kinds.catch(() => known.get(apiVersion) === fresh && known.delete(apiVersion));
    return fresh;
  };

  return async (apiVersion, kind, signal) => {
    const first = known.get(apiVersion) ?? ask(apiVersion);
    const found = (await abortable(first.kinds, signal)).get(kind);
    if (found !== undefined || now() - first.at < absentMs) return found;
    const current = known.get(apiVersion);
    return (await abortable((current === first ? ask(apiVersion) : (current ?? ask(apiVersion))).kinds, signal)).get(
      kind,
    );
  };
}

async function kindsOf(
  transport: Transport,
  apiVersion: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ServedKind>> {
  const group = groupOf(apiVersion);
  const version = group === '' ? apiVersion : apiVersion.slice(group.length + 1);
  try {
    const path =
      group === ''
        ? `/api/${encodeURIComponent(version)}`
        : `/apis/${[group, version].map(encodeURIComponent).join('/')}`;
    const { resources } = await transport.request<V1APIResourceList>({ path }, signal);
    return new Map(
      resources
        .filter(({ name }) => !name.includes('/'))
        .map(({ kind, name, namespaced }) => [
          kind,
          { id: kindId(group, kind), group, version, kind, plural: name, namespaced },
        ]),
    );
  } catch (error) {
    if (asClusterFailure(error).code === 'notFound') return new Map();
    throw error;
  }
}
