import type { V1APIGroup, V1APIGroupList, V1APIResourceList } from '@kubernetes/client-node';
import { kindId } from '../../flux/object.ts';
import { isFluxGroup } from '../../flux/kinds.ts';
import type { ServedKind } from '../../flux/snapshot.ts';
import type { Transport } from '../api/api.ts';

/**
 * Finds the Flux kinds that the API server serves: everything in category `fluxcd` and everything in Flux's own
 * groups, at the first version in the server's order of preference that can be listed and watched.
 *
 * One request on servers with aggregated discovery (Kubernetes 1.26 and newer), one more per Flux group version
 * on older ones. An API group whose backend is away does not hide the others.
 * Throws FailureError with a ClusterFailure.
 */
export async function discoverFluxKinds(transport: Transport, signal: AbortSignal): Promise<ServedKind[]> {
  const answer = await transport.request<AggregatedDiscovery | V1APIGroupList>(
    { path: '/apis', accept: aggregatedAccept },
    signal,
  );
  const groups = isAggregated(answer) ? fromAggregated(answer) : await fromGroupList(transport, answer, signal);
  const kinds = new Map<string, ServedKind>();
  for (const { group, version, resource } of groups) {
    const id = kindId(group, resource.kind);
    if (kinds.has(id) || !isWatchable(resource) || !isFlux(group, resource)) continue;
    const { kind, plural, namespaced } = resource;
    kinds.set(id, { id, group, version, kind, plural, namespaced });
  }
  return [...kinds.values()];
}

const fluxCategory = 'fluxcd';
const aggregatedAccept = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

interface Resource {
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly categories: readonly string[];
}

interface VersionedResource {
  readonly group: string;
  readonly version: string;
  readonly resource: Resource;
}

function isWatchable({ verbs }: Resource): boolean {
  return verbs.includes('list') && verbs.includes('watch');
}

function isFlux(group: string, { categories }: Resource): boolean {
  return isFluxGroup(group) || categories.includes(fluxCategory);
}

/** apidiscovery.k8s.io APIGroupDiscoveryList; what is absent there is absent here. */
interface AggregatedDiscovery {
  readonly kind: 'APIGroupDiscoveryList';
  readonly items?: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope?: string;
        readonly verbs?: readonly string[];
        readonly categories?: readonly string[];
      }[];
    }[];
  }[];
}

function isAggregated(answer: AggregatedDiscovery | V1APIGroupList): answer is AggregatedDiscovery {
  return answer.kind === 'APIGroupDiscoveryList';
}

function fromAggregated({ items = [] }: AggregatedDiscovery): VersionedResource[] {
  return items.flatMap(({ metadata: { name: group = '' }, versions = [] }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.map(({ resource: plural, responseKind, scope, verbs = [], categories = [] }) => {
        const resource = {
          kind: responseKind?.kind ?? '',
          plural,
          namespaced: scope === 'Namespaced',
          verbs,
          categories,
        };
        return { group, version, resource };
      }),
    ),
  );
}

async function fromGroupList(
  transport: Transport,
  { groups }: V1APIGroupList,
  signal: AbortSignal,
): Promise<VersionedResource[]> {
  const versions = groups
    .filter(({ name }) => isFluxGroup(name))
    .flatMap((group) => preferredFirst(group).map((version) => ({ group: group.name, version })));
  const lists = await Promise.all(
    versions.map(async ({ group, version }) => {
      const path = `/apis/${group}/${version}`;
      const { resources } = await transport.request<V1APIResourceList>({ path }, signal);
      return resources
        .filter(({ name }) => !name.includes('/'))
        .map(({ name: plural, kind, namespaced, verbs, categories = [] }) => ({
          group,
          version,
          resource: { kind, plural, namespaced, verbs, categories },
        }));
    }),
  );
  return lists.flat();
}

/** The versions of a group, the one first that the server would choose. */
function preferredFirst({ versions, preferredVersion }: V1APIGroup): string[] {
  const isPreferred = (version: string): number => Number(version === preferredVersion?.version);
  return versions.map(({ version }) => version).sort((a, b) => isPreferred(b) - isPreferred(a));
}

/** Path of a kind's collection, or of one object of it. */
export function resourcePath(served: ServedKind, namespace?: string, name?: string): string {
  const scope = served.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const object = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  const root = served.group === '' ? '/api' : `/apis/${served.group}`;
  return `${root}/${served.version}${scope}/${served.plural}${object}`;
}
