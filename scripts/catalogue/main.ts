/**
 * Makes the catalogue of schemas in schemas/ from upstream.
 * usage: npm run catalogue -- FOLDER     FOLDER: an unpacked flux-schema catalogue, for the kinds of Flux Operator
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LifecycleFile } from '../../src/schema/lifecycle.ts';
import { kilobytes } from '../bundles.ts';
import { Refusal, runScript } from '../fail.ts';
import { root } from '../paths.ts';
import { crdProduct } from './crds.ts';
import { fluxHistory } from './fluxHistory.ts';
import { fluxOperatorProduct } from './fluxOperator.ts';
import { kustomizeProduct, toldLifecycles } from './goFacts.ts';
import { hasGo } from './goModules.ts';
import { kubernetesProduct } from './kubernetes.ts';
import { kubernetesHistory } from './kubernetesHistory.ts';
import { crdProducts, kubernetes } from './sources.ts';
import { linesOfTables } from './write.ts';

const folder = join(root, 'schemas');

await runScript(async () => {
  const [fluxSchema] = process.argv.slice(2);
  if (fluxSchema === undefined) {
    throw new Refusal('usage: npm run catalogue -- FOLDER     FOLDER: an unpacked flux-schema catalogue');
  }
  if (!(await hasGo())) throw new Refusal('The catalogue is read from Go modules, and there is no "go" on the PATH.');
  const products = [await kustomizeProduct(), await fluxOperatorProduct(fluxSchema)];
  for (const product of crdProducts) products.push(await crdProduct(product));
  for (const product of kubernetes) products.push(await kubernetesProduct(product));
  const newest = products.find(({ entry }) => entry.file === `kubernetes-${kubernetes[0]?.minor ?? ''}.json`);
  const lifecycle: LifecycleFile = {
    kinds: [...fluxHistory(), ...kubernetesHistory(await toldLifecycles(), newest?.entry.kinds ?? [])],
  };

  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name.endsWith('.json')) await rm(join(folder, name));
  for (const { entry, schemas } of products) await write(entry.file, { ...schemas });
  const files = products.map(({ entry }) => entry).sort((a, b) => (a.file < b.file ? -1 : 1));
  await write('index.json', { files });
  await write('lifecycle.json', { ...lifecycle });
  return 0;
});

async function write(name: string, tables: Readonly<Record<string, unknown>>): Promise<void> {
  const text = linesOfTables(tables);
  await writeFile(join(folder, name), text);
  console.log(`schemas/${name}  ${kilobytes(text.length)}`);
}
