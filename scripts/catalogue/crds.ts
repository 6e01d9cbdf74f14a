/** Kinds from CustomResourceDefinitions in Go modules. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Json } from '../../src/flux/object.ts';
import { compareVersions } from '../../src/schema/apiVersions.ts';
import type { CatalogueKind } from '../../src/schema/catalogueFile.ts';
import { kindsOfCrd, type CustomKind } from '../../src/schema/fromCrd.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { moduleFolder } from './goModules.ts';
import type { Product } from './product.ts';
import { share } from './share.ts';
import type { CrdProduct } from './sources.ts';
import { structureOf } from './structure.ts';
import { textCollector } from './textCollector.ts';

/** The file of a product whose kinds are CRDs in Go modules. */
export async function crdProduct({ product, version, title, from, partial }: CrdProduct): Promise<Product> {
  const found: CustomKind[] = [];
  for (const files of from) {
    const crds = await readYaml(join(await moduleFolder(files), files.path));
    found.push(...crds.flatMap((crd) => kindsOfCrd(crd, { origin: 'catalogue', source: title })));
  }
  const lacking = partial === undefined ? {} : { partial };
  return customProduct({ file: `${product}-${version}.json`, product, version, title, ...lacking }, found);
}

/** A file of the catalogue with these kinds. */
export function customProduct(
  about: Omit<Product['entry'], 'custom' | 'kinds'>,
  found: readonly CustomKind[],
): Product {
  const texts = textCollector();
  const schemas: Record<string, Schema> = {};
  for (const kind of [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    schemas[keyOf(kind)] = structureOf(withoutMetadata(kind.schema));
    texts.add('kinds', keyOf(kind), withoutMetadata(kind.schema));
  }
  return {
    entry: { ...about, custom: true, kinds: kindsOf(found) },
    schemas: share(schemas),
    texts: texts.result(),
  };
}

/** What every object has is added when the catalogue is read. */
function withoutMetadata({ properties, required, ...schema }: Schema): Schema {
  const own = Object.entries(properties ?? {}).filter(([name]) => !ofEveryObject.includes(name));
  const demanded = (required ?? []).filter((name) => !ofEveryObject.includes(name));
  return { ...schema, ...(demanded.length > 0 ? { required: demanded } : {}), properties: Object.fromEntries(own) };
}

const ofEveryObject: readonly string[] = ['apiVersion', 'kind', 'metadata'];

function kindsOf(found: readonly CustomKind[]): CatalogueKind[] {
  const byId = new Map<string, CustomKind[]>();
  for (const kind of found)
    byId.set(`${kind.group}/${kind.kind}`, [...(byId.get(`${kind.group}/${kind.kind}`) ?? []), kind]);
  return [...byId.keys()].sort().flatMap((id) => {
    const versions = (byId.get(id) ?? []).sort((a, b) => compareVersions(a.version, b.version));
    const [first] = versions;
    if (first === undefined) return [];
    const deprecated = versions.flatMap(({ version, deprecated }) =>
      deprecated === undefined ? [] : [[version, deprecated]],
    );
    return {
      group: first.group,
      kind: first.kind,
      versions: versions.map(({ version }) => version),
      plural: first.plural,
      ...(first.shortNames.length > 0 ? { shortNames: first.shortNames } : {}),
      ...(first.namespaced ? {} : { cluster: true as const }),
      ...(deprecated.length > 0 ? { deprecated: Object.fromEntries(deprecated) as Record<string, string> } : {}),
    };
  });
}

/** The documents of a YAML file, or of all YAML files in a folder. */
async function readYaml(path: string): Promise<Json[]> {
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder ? (await readdir(path)).filter((name) => /\.ya?ml$/.test(name)).sort() : [''];
  const texts = await Promise.all(files.map((name) => readFile(join(path, name), 'utf8')));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Json));
}

function keyOf({ group, version, kind }: CustomKind): string {
  return `${group}/${version}/${kind}`;
}
