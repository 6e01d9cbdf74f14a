import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import { kindsOfCrd } from '../../../src/schema/fromCrd.ts';
import type { JsonObject } from '../../../src/flux/object.ts';
import type { KindSchema, Schema } from '../../../src/schema/schema.ts';
import type { ClusterAccess, KubernetesResource } from '../cluster.ts';
import { mutations } from './mutate.ts';
import { createRandom } from './random.ts';
import { toText, toTree } from './tree.ts';

/** A document to be judged, and how it was made. */
export interface OracleDocument {
  readonly kind: KindSchema;
  /** The REST path of the objects of its kind. */
  readonly collection: string;
  /** As it stands in the metadata; empty where that is no text. */
  readonly name: string;
  readonly mutation: string;
  readonly text: string;
}

/**
 * Documents made of valid ones of every kind of Flux and Flux Operator and of the common core kinds, the same in each run.
 * The schemas are those of the cluster's CRDs and, for Kubernetes' own kinds, of the catalogue in the cluster's version.
 */
export async function makeDocuments(access: ClusterAccess, rounds: number): Promise<OracleDocument[]> {
  const find = await findKinds(access);
  const documents: OracleDocument[] = [];
  for (const [index, seed] of readSeeds().entries()) {
    const random = createRandom(index + 1);
    const kind = find(seed);
    const collection = (await access.pathOf(seed)).replace(/\/[^/]*$/, '');
    const resolve = (schema: Schema) => (schema.$ref === undefined ? schema : kind.definition(schema.$ref));
    for (let round = 0; round < rounds; round++) {
      for (const { name: mutation, make } of mutations) {
        if (mutation === 'as it is' && round > 0) continue;
        const tree = make(toTree(seed), random, kind.schema, resolve);
        if (tree === undefined) continue;
        const text = `${toText(tree).trimStart()}\n`;
        documents.push({ kind, collection, name: nameIn(text), mutation, text });
      }
    }
  }
  return documents;
}

/** The valid documents. */
function readSeeds(): KubernetesResource[] {
  const text = readFileSync(new URL('seeds.yaml', import.meta.url), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesResource);
}

async function findKinds({ request }: ClusterAccess): Promise<(object: KubernetesResource) => KindSchema> {
  const { items } = await request<{ items: JsonObject[] }>(
    'GET',
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  );
  const from = { origin: 'cluster', source: 'cluster' } as const;
  const custom = items.flatMap((crd) => kindsOfCrd({ ...crd, kind: 'CustomResourceDefinition' }, from));
  const { gitVersion } = await request<{ gitVersion: string }>('GET', '/version');
  const catalogue = catalogueLayer(catalogueFiles, { kubernetes: gitVersion });
  return ({ apiVersion, kind }) => {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const own = custom.find((one) => one.group === group && one.version === version && one.kind === kind);
    const found = own ?? catalogue.find(group, version, kind);
    if (found === undefined) throw new Error(`There is no schema of ${apiVersion} ${kind}.`);
    return found;
  };
}

function nameIn(text: string): string {
  const [document] = parseAllDocuments(text, { uniqueKeys: false });
  const name = (document?.toJS() as { metadata?: { name?: unknown } } | undefined)?.metadata?.name;
  return typeof name === 'string' ? name : '';
}
