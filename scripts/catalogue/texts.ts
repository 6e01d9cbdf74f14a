/** The texts of hovers: the descriptions that upstream writes beside its schemas. They are built, not committed. */
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, cachedNames, cacheFolder } from '../go/cacheFolder.ts';
import { kilobytes } from '../bundles.ts';
import { Refusal } from '../fail.ts';
import { crdProduct } from './crds.ts';
import { kustomizeProduct } from './goFacts.ts';
import { hasGo } from './goModules.ts';
import { kubernetesProduct } from './kubernetes.ts';
import type { Product } from './product.ts';
import { crdProducts, kubernetes } from './sources.ts';

/**
 * Fills `folder` with a file of texts for each product, made on first use and then taken from the cache. Without Go, or
 * where a module cannot be had, it says so and leaves the folder out: hovers then lack their texts, nothing else does.
 */
export async function addTexts(folder: string): Promise<void> {
  try {
    const made = await textFolder();
    await cp(made, folder, { recursive: true });
    console.log(`dist/texts/  ${kilobytes(await bytesIn(folder))}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.warn(`Hovers will lack their texts. ${error.message}`);
  }
}

async function textFolder(): Promise<string> {
  const name = `texts-${await inputHash()}`;
  const [earlier] = await cachedNames(name);
  if (earlier !== undefined) return join(cacheFolder(), earlier);
  if (!(await hasGo())) {
    throw new Refusal(
      'They are read from Go modules, and there is no "go" on the PATH. Install Go from https://go.dev/dl.',
    );
  }
  console.log('Collecting the texts of hovers (a first time takes a minute) ...');
  return cached(name, makeTexts);
}

async function makeTexts(folder: string): Promise<void> {
  const products: Product[] = [await kustomizeProduct()];
  for (const source of crdProducts) if (source.texts) products.push(await crdProduct(source));
  for (const source of kubernetes) if (source.texts) products.push(await kubernetesProduct(source));
  for (const { entry, texts } of products) await writeFile(join(folder, entry.file), JSON.stringify(texts));
}

/** Of all that the texts depend on: the files of this folder, which name the modules, and how a CRD is read. */
async function inputHash(): Promise<string> {
  const here = import.meta.dirname;
  const names = (await readdir(here, { recursive: true })).filter((name) => /\.(ts|go|mod|sum)$/.test(name)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(here, name), 'utf8')));
  return createHash('sha256')
    .update(JSON.stringify([names, files]))
    .digest('hex')
    .slice(0, 16);
}

async function bytesIn(folder: string): Promise<number> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  return files.reduce((sum, { length }) => sum + length, 0);
}
