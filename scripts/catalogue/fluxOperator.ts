/** Flux Operator's kinds, from an unpacked flux-schema catalogue (github.com/fluxcd/flux-schema, Apache-2.0). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../../src/flux/object.ts';
import { kindOfJsonSchema } from '../../src/schema/fromJsonSchema.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { wholeObject } from '../../src/schema/objectMeta.ts';
import { Refusal } from '../fail.ts';
import { customProduct } from './crds.ts';
import type { Product } from './product.ts';

const group = 'fluxcd.controlplane.io';

/** JSON schemas tell no names but the kind's. */
const kinds = [
  { kind: 'FluxInstance', plural: 'fluxinstances', shortNames: [] },
  { kind: 'FluxReport', plural: 'fluxreports', shortNames: [] },
  { kind: 'ResourceSet', plural: 'resourcesets', shortNames: ['rset'] },
  { kind: 'ResourceSetInputProvider', plural: 'resourcesetinputproviders', shortNames: ['rsip'] },
] as const;

/** The file of Flux Operator; `folder` is that of the catalogue, with README.md and latest/ in it or in catalog/. */
export async function fluxOperatorProduct(folder: string): Promise<Product> {
  const catalogue = join(folder, 'catalog');
  const version = /flux-operator\S* \| v(\d+\.\d+)/.exec(await read(join(catalogue, 'README.md')))?.[1];
  if (version === undefined) throw new Refusal(`${catalogue}/README.md does not name a version of flux-operator.`);
  const title = `Flux Operator ${version}`;
  const found = [];
  for (const { kind, plural, shortNames } of kinds) {
    const text = await read(join(catalogue, 'latest', group, `${kind.toLowerCase()}_v1.json`));
    const schema = kindOfJsonSchema(JSON.parse(text) as Json, { group, version: 'v1', kind }, title);
    if (schema === undefined) throw new Refusal(`The schema of ${kind} is none of an object.`);
    found.push({ ...schema, kind, plural, shortNames, schema: closed(schema.schema) });
  }
  return customProduct({ file: `fluxOperator-${version}.json`, product: 'fluxOperator', version, title }, found);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Refusal(`${path} cannot be read: is the folder an unpacked flux-schema catalogue?`, { cause: error });
  }
}

/** The catalogue leaves the root of a CRD's kind open; the API server closes it. */
function closed(schema: Schema): Schema {
  const keywords = Object.entries(schema).filter(([key]) => key !== 'x-kubernetes-preserve-unknown-fields');
  return wholeObject(Object.fromEntries(keywords));
}
