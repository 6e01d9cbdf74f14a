import type { RemoteResource } from '../applications/built.ts';
import type { HeldApplication, StageHolding } from '../applications/holding.ts';
import type { Found } from './objectPair.ts';
import { scalarSide } from './sides.ts';
import { versionOrder } from './versionOrder.ts';

/** Remote resources of kustomizations: the same address at another `ref`. */
export function compareRemotes(
  one: HeldApplication,
  other: HeldApplication,
  { source, target, id }: { readonly source: StageHolding; readonly target: StageHolding; readonly id: string },
): { readonly differences: readonly Found[]; readonly compared: number } {
  const [object] = one.objects;
  const [otherObject] = other.objects;
  if (object === undefined || otherObject === undefined) return { differences: [], compared: 0 };
  const targets = new Map(other.remotes.map((remote) => [remote.url, remote]));
  const differences: Found[] = [];
  let count = 0;
  for (const remote of one.remotes) {
    const counterpart = targets.get(remote.url);
    const [from, to] = [refOf(remote), counterpart && refOf(counterpart)];
    if (counterpart === undefined || from === undefined || to === undefined) continue;
    count += 1;
    if (from.text === to.text) continue;
    const order = versionOrder(from.text, to.text);
    const { path } = remote.scalar.at.source;
    differences.push({
      id: `${id}|resources|${remote.url}`,
      class: 'version',
      version: {
        of: 'remoteBase',
        subject: remote.url,
        order: order === 1 ? 'behind' : order === -1 ? 'ahead' : 'unknown',
      },
      object: {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        name: path,
        namespace: undefined,
      },
      field: ['resources', remote.url],
      source: scalarSide(remote.scalar, { holding: source, application: one, object }, from),
      target: scalarSide(counterpart.scalar, { holding: target, application: other, object: otherObject }, to),
    });
  }
  return { differences, compared: count };
}

function refOf({
  scalar,
}: RemoteResource): { readonly text: string; readonly from: number; readonly to: number } | undefined {
  const match = /[?&](?:ref|version)=([^&]*)/.exec(scalar.text);
  if (match?.[1] === undefined) return undefined;
  const to = match.index + match[0].length;
  return { text: match[1], from: to - match[1].length, to };
}
