import type { CatalogueFile } from '../../src/schema/catalogueFile.ts';
import type { LifecycleEntry } from '../../src/schema/lifecycle.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { runTool } from '../runTool.ts';
import { Refusal } from '../fail.ts';
import { goFolder } from './goModules.ts';
import type { Product } from './product.ts';
import { textCollector } from './textCollector.ts';

/** What the Go program `kustomize` tells. */
interface KustomizeTypes extends CatalogueFile {
  /** By definition and field; the empty field is the definition itself. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The lives of Kubernetes' kinds, as the methods of their types in k8s.io/api tell. Compiling that takes a minute. */
export async function toldLifecycles(): Promise<Omit<LifecycleEntry, 'product'>[]> {
  return (await runGoProgram('lifecycle')) as Omit<LifecycleEntry, 'product'>[];
}

async function runGoProgram(name: string): Promise<unknown> {
  const { code, stdout, output } = await runTool('go', ['-C', goFolder, 'run', `./${name}`], {
    env: { GOWORK: 'off' },
  });
  if (code !== 0) throw new Refusal(`The program in scripts/catalogue/go/${name} failed:\n${output}`);
  return JSON.parse(stdout);
}

/** The file of kustomize's own kinds, as the kustomize library in the Flux controllers reads them. */
export async function kustomizeProduct(): Promise<Product> {
  const { kinds, definitions, texts } = (await runGoProgram('kustomize')) as KustomizeTypes;
  const group = 'kustomize.config.k8s.io';
  const collected = textCollector();
  const described = mapValues(definitions, (schema, name) => describe(schema, texts[name]));
  for (const [name, schema] of Object.entries(described)) collected.add('definitions', name, schema);
  for (const [key, { $ref = '' }] of Object.entries(kinds)) collected.add('kinds', key, described[$ref] ?? {});
  return {
    entry: {
      file: 'kustomize.json',
      product: 'kustomize',
      title: 'kustomize',
      custom: false,
      kinds: [
        { group, kind: 'Component', versions: ['v1alpha1'], plural: '' },
        { group, kind: 'Kustomization', versions: ['v1beta1'], plural: '' },
      ],
    },
    schemas: { kinds, definitions },
    texts: collected.result(),
  };
}

function describe(schema: Schema, texts: Readonly<Record<string, string>> = {}): Schema {
  const properties = mapValues(schema.properties ?? {}, (field, name) => withText(field, texts[name]));
  return withText({ ...schema, properties }, texts['']);
}

function withText(schema: Schema, description: string | undefined): Schema {
  return description === undefined ? schema : { ...schema, description };
}

function mapValues(
  record: Readonly<Record<string, Schema>>,
  change: (value: Schema, name: string) => Schema,
): Record<string, Schema> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
