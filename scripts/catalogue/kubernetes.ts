/** Kubernetes' own kinds, from the OpenAPI v3 and the discovery files in its repository. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareVersions } from '../../src/schema/apiVersions.ts';
import type { CatalogueKind } from '../../src/schema/catalogueFile.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { moduleFolder } from './goModules.ts';
import { shortName, translate, type OpenApiSchema } from './openApi.ts';
import type { Product } from './product.ts';
import type { KubernetesProduct } from './sources.ts';
import { textCollector } from './textCollector.ts';

/** The file of one version of Kubernetes. */
export async function kubernetesProduct(source: KubernetesProduct): Promise<Product> {
  const api = join(await moduleFolder(source), 'api');
  const openApi = await readOpenApi(join(api, 'openapi-spec/v3'));
  const resources = await readResources(join(api, 'discovery'));
  const roots = rootsOf(openApi, resources);
  const reached = reachable(openApi, [...roots.values()]);
  const texts = textCollector();
  const kinds: Record<string, Schema> = {};
  const definitions: Record<string, Schema> = {};
  for (const [key, name] of [...roots].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const schema = openApi.get(name) ?? {};
    kinds[key] = wholeKind(translate(schema));
    texts.add('kinds', key, translate(schema, 'describe'));
  }
  for (const name of [...reached].sort()) {
    const schema = openApi.get(name) ?? {};
    definitions[shortName(name)] = translate(schema);
    texts.add('definitions', shortName(name), translate(schema, 'describe'));
  }
  return {
    entry: {
      file: `kubernetes-${source.minor}.json`,
      product: 'kubernetes',
      version: source.minor,
      title: `Kubernetes ${source.minor}`,
      custom: false,
      kinds: kindsOf(resources.filter((resource) => roots.has(keyOf(resource)))),
    },
    schemas: { kinds, definitions },
    texts: texts.result(),
  };
}

/** What OpenAPI does not say: no object goes without its kind. */
function wholeKind(schema: Schema): Schema {
  return { ...schema, required: ['apiVersion', 'kind', ...(schema.required ?? [])] };
}

interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
}

async function readOpenApi(folder: string): Promise<Map<string, OpenApiSchema>> {
  const found = new Map<string, OpenApiSchema>();
  for (const file of (await readdir(folder)).sort()) {
    const { components } = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
      components?: { schemas?: Record<string, OpenApiSchema> };
    };
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) found.set(name, schema);
  }
  return found;
}

/** The resources of all groups; those with a slash are parts of others, such as their status. */
async function readResources(folder: string): Promise<Resource[]> {
  const found: Resource[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const list = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
      kind?: string;
      groupVersion?: string;
      resources?: Resource[];
    };
    if (list.kind !== 'APIResourceList') continue;
    const [version = '', group = ''] = (list.groupVersion ?? '').split('/').reverse();
    const whole = (list.resources ?? []).filter(({ name }) => !name.includes('/'));
    found.push(...whole.map((resource) => ({ ...resource, group, version })));
  }
  return found;
}

/** The name of the definition of each resource's kind, by `group/version/Kind`. */
function rootsOf(openApi: ReadonlyMap<string, OpenApiSchema>, resources: readonly Resource[]): Map<string, string> {
  const wanted = new Set(resources.map(keyOf));
  const roots = new Map<string, string>();
  for (const [name, schema] of openApi) {
    for (const kind of schema['x-kubernetes-group-version-kind'] ?? []) {
      if (wanted.has(keyOf(kind))) roots.set(keyOf(kind), name);
    }
  }
  return roots;
}

/** The names of definitions that roots lead to, those that `translate` inlines left out. */
function reachable(openApi: ReadonlyMap<string, OpenApiSchema>, roots: readonly string[]): Set<string> {
  const short = new Map([...openApi.keys()].map((name) => [shortName(name), name]));
  const found = new Set<string>();
  const left = [...roots];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    for (const [, ref = ''] of JSON.stringify(translate(openApi.get(name) ?? {})).matchAll(/"\$ref":"([^"]+)"/g)) {
      const target = short.get(ref);
      if (target === undefined || found.has(target)) continue;
      found.add(target);
      left.push(target);
    }
  }
  return found;
}

function kindsOf(resources: readonly Resource[]): CatalogueKind[] {
  const found = new Map<string, Resource[]>();
  for (const resource of resources) {
    const id = `${resource.group}/${resource.kind}`;
    found.set(id, [...(found.get(id) ?? []), resource]);
  }
  return [...found.keys()].sort().flatMap((id) => {
    const versions = (found.get(id) ?? []).sort((a, b) => compareVersions(a.version, b.version));
    const [first] = versions;
    if (first === undefined) return [];
    return {
      group: first.group,
      kind: first.kind,
      versions: versions.map(({ version }) => version),
      plural: first.name,
      ...(first.shortNames === undefined ? {} : { shortNames: first.shortNames }),
      ...(first.namespaced ? {} : { cluster: true as const }),
    };
  });
}

function keyOf({ group, version, kind }: { group: string; version: string; kind: string }): string {
  return `${group}/${version}/${kind}`;
}
