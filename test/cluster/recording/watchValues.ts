import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { fleetKinds } from '../../fixtures/fleet.ts';
import type { ClusterAccess, KubernetesResource } from '../cluster.ts';

interface WatchEvent {
  readonly type: string;
  readonly object: KubernetesResource;
}

/**
 * Every value that Flux objects have while `work` runs, by watches, in the order of their resource versions. Values in
 * which conditions, spec and deletion are as before are left out.
 */
export async function watchValues(access: ClusterAccess, work: () => Promise<void>): Promise<KubernetesResource[]> {
  const { certificateAuthority } = access.description;
  const dispatcher = new Agent({ connect: { ca: readFileSync(certificateAuthority, 'utf8') } });
  const seen: KubernetesResource[] = [];
  const done = new AbortController();
  const watches = Object.values(fleetKinds).map((path) => watch(access, path, dispatcher, done.signal, seen));
  try {
    await work();
  } finally {
    done.abort();
    await Promise.all(watches);
    await dispatcher.destroy();
  }
  return withoutRepeats(seen.sort((a, b) => versionOf(a) - versionOf(b)));
}

async function watch(
  { server, description }: ClusterAccess,
  path: string,
  dispatcher: Agent,
  signal: AbortSignal,
  seen: KubernetesResource[],
): Promise<void> {
  const headers = { authorization: `Bearer ${description.harnessToken}` };
  try {
    const { body } = await request(`${server}/apis/${path}?watch=1`, { dispatcher, headers, signal, bodyTimeout: 0 });
    let rest = '';
    for await (const chunk of body.setEncoding('utf8')) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      seen.push(...lines.map((line) => (JSON.parse(line) as WatchEvent).object));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function versionOf({ metadata }: KubernetesResource): number {
  return Number(metadata['resourceVersion']);
}

function withoutRepeats(values: readonly KubernetesResource[]): KubernetesResource[] {
  const last = new Map<string, string>();
  return values.filter((value) => {
    const { kind, metadata, spec, status } = value as KubernetesResource & { spec: unknown; status?: Status };
    const says = JSON.stringify([spec, metadata['deletionTimestamp'], status?.conditions, status?.observedGeneration]);
    const key = `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
    if (last.get(key) === says) return false;
    last.set(key, says);
    return true;
  });
}

interface Status {
  readonly conditions?: unknown;
  readonly observedGeneration?: number;
}
