import type { CatalogueFile } from '../../src/schema/catalogueFile.ts';
import type { LifecycleEntry } from '../../src/schema/lifecycle.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { runTool } from '../runTool.ts';
import { Refusal } from '../fail.ts';
import { goFolder } from './goModules.ts';
import type { Product } from './product.ts';
import { textCollector } from './textCollector.ts';

/** What our Go program tells. */
export interface GoFacts {
  readonly kustomize: CatalogueFile & { readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>> };
  readonly lifecycle: readonly Omit<LifecycleEntry, 'product'>[];
}

/** Runs our Go program; a first run compiles for a minute. */
export async function readGoFacts(): Promise<GoFacts> {
  const { code, stdout, output } = await runTool('go', ['-C', goFolder, 'run', '.'], { env: { GOWORK: 'off' } });
  if (code !== 0) throw new Refusal(`The program in scripts/catalogue/go failed:\n${output}`);
  return JSON.parse(stdout) as GoFacts;
}

/** The file of kustomize's own kinds, as the kustomize library in the Flux controllers reads them. */
export function kustomizeProduct({ kustomize: { kinds, definitions, texts } }: GoFacts): Product {
  const group = 'kustomize.config.k8s.io';
  const collected = textCollector();
  for (const [name, schema] of Object.entries(definitions))
    collected.add('definitions', name, describe(schema, texts[name]));
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
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, withText(field, texts[name])]);
  return withText({ ...schema, properties: Object.fromEntries(fields) as Record<string, Schema> }, texts['']);
}

function withText(schema: Schema, description: string | undefined): Schema {
  return description === undefined ? schema : { ...schema, description };
}
