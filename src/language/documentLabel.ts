import type { DocumentContent } from '../manifests/manifestFile.ts';
import { asMap, asString, entryOf, keyName } from '../manifests/yaml/node.ts';

/** What to call a document that declares no object: its kind, else its first keys. */
export function documentLabel({ root }: DocumentContent): string {
  const map = asMap(root);
  const kind = asString(entryOf(map, 'kind')?.value);
  if (kind !== undefined && kind !== '') return kind;
  const keys = map?.entries.slice(0, 3).map(({ key }) => keyName(key)) ?? [];
  return keys.length === 0 ? 'document' : keys.join(', ');
}
