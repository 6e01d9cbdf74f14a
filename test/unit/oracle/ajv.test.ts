import { expect, it } from 'vitest';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { toJson } from '../../../src/manifests/yaml/toJson.ts';
import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import { schemaSet } from '../../../src/schema/schemaSet.ts';
import { seeds } from '../../fuzz/seeds.ts';
import { judgeByKinds } from '../../oracle/ajvJudge.ts';
import { compare, type Comparison } from '../../oracle/compare.ts';
import { reasonOf } from '../../oracle/differences.ts';

const schemas = schemaSet([catalogueLayer(catalogueFiles, {})]);

/** `npm run oracle` compares with other schemas, on other manifests. */
it('refuses what ajv refuses by the same schemas, and nothing else without a reason', { timeout: 180_000 }, () => {
  const judge = judgeByKinds((group, version, kind) => schemas.find(group, version, kind));
  const found: Comparison = { compared: 0, refused: 0, disagreements: [] };
  for (const { path, text } of seeds) {
    for (const { content } of readManifest(path, text).documents) {
      if (/\$\{|ENC\[|<</.test(content.text)) continue;
      for (const { node, apiVersion, kind } of content.objects) {
        const slash = apiVersion.lastIndexOf('/');
        const schema = schemas.find(apiVersion.slice(0, Math.max(slash, 0)), apiVersion.slice(slash + 1), kind);
        const json = toJson(node);
        if (schema !== undefined && json !== undefined) compare(json, schema, judge, `${path} ${kind}`, found);
      }
    }
  }
  expect(found.compared).toBeGreaterThan(2_000);
  expect(found.refused).toBeGreaterThan(500);
  expect(found.disagreements.filter((difference) => reasonOf(difference) === undefined)).toEqual([]);
});
