import { parseAllDocuments } from 'yaml';
import type { ApplyOptions, KubernetesResource, Requester } from '../cluster.ts';
import { sleep } from '../../../src/base/wait.ts';

interface DiscoveredResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Finds REST paths by discovery; a group and version is asked for once, and again if a kind is not in it. */
export function createPathFinder(request: Requester): (object: KubernetesResource) => Promise<string> {
  const known = new Map<string, readonly DiscoveredResource[]>();
  async function discover(base: string): Promise<readonly DiscoveredResource[]> {
    const { resources } = await request<{ resources: readonly DiscoveredResource[] }>('GET', base);
    known.set(base, resources);
    return resources;
  }
  return async (object) => {
    const base = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
    const isKind = (one: DiscoveredResource): boolean => one.kind === object.kind && !one.name.includes('/');
    const found = known.get(base)?.find(isKind) ?? (await discover(base)).find(isKind);
    if (found === undefined) throw new Error(`The API server serves no ${object.kind} in ${object.apiVersion}.`);
    const { namespace = 'default', name } = object.metadata;
    return `${base}${found.namespaced ? `/namespaces/${namespace}` : ''}/${found.name}/${name}`;
  };
}

/** The objects of a YAML text of many documents, with `${NAME}` replaced; other `$` stay. */
export function parseObjects(text: string, variables: Readonly<Record<string, string>> = {}): KubernetesResource[] {
  const filled = text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => variables[name] ?? whole);
  return parseAllDocuments(filled).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const value = document.toJS() as KubernetesResource | null;
    return value === null ? [] : [value];
  });
}

/** Server-side apply of objects, one after the other. */
export async function applyObjects(
  objects: readonly KubernetesResource[],
  request: Requester,
  pathOf: (object: KubernetesResource) => Promise<string>,
  options: ApplyOptions = {},
): Promise<KubernetesResource[]> {
  const stored: KubernetesResource[] = [];
  for (const object of objects) {
    const path = await pathOf(object);
    stored.push(
      await request<KubernetesResource>('PATCH', `${path}?fieldManager=harness&force=true`, object, {
        contentType: 'application/apply-patch+yaml',
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      }),
    );
  }
  return stored;
}

/** Waits until custom resource definitions are served. */
export async function untilEstablished(
  names: readonly string[],
  request: Requester,
  signal: AbortSignal,
): Promise<void> {
  for (const name of names) {
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;
    while (!isEstablished(await request<WithConditions>('GET', path, undefined, { signal }))) await sleep(30, signal);
  }
}

interface WithConditions {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function isEstablished({ status }: WithConditions): boolean {
  return status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True') ?? false;
}
