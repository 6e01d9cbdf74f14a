import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import type { JsonObject } from '../../../src/flux/object.ts';
import type { CatalogueFile, CatalogueFileEntry, CatalogueIndex } from '../../../src/schema/catalogueFile.ts';
import type { KubernetesResource } from '../cluster.ts';

/** Of the newest version of Flux and Flux Operator in the catalogue. */
export function catalogueCrds(): KubernetesResource[] {
  const { files } = catalogueFiles.schemas('index.json') as CatalogueIndex;
  return files
    .filter(({ product, partial }) => ['flux', 'fluxOperator'].includes(product) && partial !== true)
    .flatMap((entry) => crdsOf(entry, catalogueFiles.schemas(entry.file) as CatalogueFile));
}

/**
 * CustomResourceDefinitions with the schemas of a file of the catalogue, so that the API server judges by them too. They
 * hold what a schema needs; of several versions the first is stored.
 */
function crdsOf({ kinds: listed }: CatalogueFileEntry, { kinds, definitions }: CatalogueFile): KubernetesResource[] {
  return listed.map(({ group, kind, plural, versions, cluster }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: cluster === true ? 'Cluster' : 'Namespaced',
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        subresources: { status: {} },
        schema: { openAPIV3Schema: inlined(kinds[`${group}/${name}/${kind}`], definitions) },
      })),
    },
  }));
}

/** A schema with its definitions in it, as a CRD must have them. */
function inlined(schema: unknown, definitions: CatalogueFile['definitions']): unknown {
  if (Array.isArray(schema)) return schema.map((one: unknown) => inlined(one, definitions));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref } = schema as JsonObject;
  if (typeof $ref === 'string') return inlined(definitions[$ref], definitions);
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inlined(value, definitions)]));
}
