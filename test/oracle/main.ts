import { groupBy } from '../../src/base/groupBy.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFiles } from '../../src/files/catalogueFiles.ts';
import { readManifest } from '../../src/manifests/manifestFile.ts';
import { toJson } from '../../src/manifests/yaml/toJson.ts';
import { catalogueLayer } from '../../src/schema/catalogue.ts';
import { schemaSet } from '../../src/schema/schemaSet.ts';
import { judgeByFolder } from './ajvJudge.ts';
import { compare, type Comparison } from './compare.ts';
import { reasonOf } from './differences.ts';

/**
 * Compares our structural verdicts with those of ajv by a folder of JSON schemas, on the objects of repositories and their
 * variants: `npm run oracle -- SCHEMAS REPOSITORY...`. SCHEMAS holds `GROUP/KIND_VERSION.json`, as `catalog/latest` of
 * fluxcd/flux-schema does. Objects with variables or ciphertext are left out.
 */
const [folder, ...repositories] = process.argv.slice(2);
if (folder === undefined || repositories.length === 0) {
  console.error('usage: npm run oracle -- SCHEMAS REPOSITORY...');
  process.exit(2);
}
const judge = judgeByFolder(folder);
const schemas = schemaSet([catalogueLayer(catalogueFiles, {})]);
const found: Comparison = { compared: 0, refused: 0, disagreements: [] };
let objects = 0;

for (const repository of repositories) {
  for (const name of readdirSync(repository, { recursive: true, encoding: 'utf8' })) {
    if (!/\.ya?ml$/.test(name)) continue;
    const path = join(repository, name);
    for (const { content } of readManifest(path, readFileSync(path, 'utf8')).documents) {
      if (/\$\{|ENC\[|\{\{|<</.test(content.text)) continue;
      for (const { node, apiVersion, kind } of content.objects) {
        const slash = apiVersion.lastIndexOf('/');
        const schema = schemas.find(apiVersion.slice(0, Math.max(slash, 0)), apiVersion.slice(slash + 1), kind);
        const json = toJson(node);
        if (schema === undefined || json === undefined) continue;
        objects++;
        compare(json, schema, judge, `${path} ${kind}`, found);
      }
    }
  }
}

const { compared, refused, disagreements } = found;
const byReason = groupBy(disagreements, (difference) => reasonOf(difference));
const unexplained = byReason.get(undefined) ?? [];
const agreed = (1 - disagreements.length / compared) * 100;
console.log(`${objects} objects, ${compared} variants, ${refused} refused by both; ${agreed.toFixed(2)} % agree.`);
for (const [reason, { length }] of byReason) console.log(`${length}: ${reason ?? 'not explained'}`);
for (const { document, change, own, theirs } of unexplained) {
  console.log(`\n${document}: ${change}\n  own:    ${own[0] ?? 'fine'}\n  theirs: ${theirs[0] ?? 'fine'}`);
}
process.exitCode = compared > 0 && unexplained.length === 0 ? 0 : 1;
