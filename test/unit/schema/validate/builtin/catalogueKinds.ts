import { readFileSync } from 'node:fs';
import { catalogueLayer } from '../../../../../src/schema/catalogue.ts';
import type { KindSchema } from '../../../../../src/schema/schema.ts';

const folder = new URL('../../../../../schemas/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const layer = catalogueLayer({ schemas: read }, { kubernetes: '1.36' });

/** A kind of the catalogue. */
export function catalogueKind(apiVersion: string, kind: string): KindSchema {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const found = layer.find(group, version, kind);
  if (found === undefined) throw new Error(`The catalogue has no ${apiVersion} ${kind}.`);
  return found;
}
