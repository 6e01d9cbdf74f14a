import { isMap, isScalar, parseAllDocuments, type Document, type YAMLMap } from 'yaml';
import type { Declaration, PlacedDeclaration } from '../flux/declaration.ts';
import { groupOf, kindId } from '../flux/object.ts';

/**
 * The objects that a text of one or more YAML documents declares, in the order of the text. Documents that are no
 * Kubernetes objects or cannot be read that far are passed over.
 */
export function declaredObjects(text: string): PlacedDeclaration[] {
  const documents = parseAllDocuments(text, { strict: false, uniqueKeys: false, logLevel: 'silent' });
  return documents.flatMap((document, index) => {
    const start = index === 0 ? 0 : (documents[index - 1]?.range[2] ?? 0);
    const object = declared(document);
    return object ? [{ ...object, start, end: document.range[2] }] : [];
  });
}

function declared({ contents }: Document.Parsed): Declaration | undefined {
  if (!isMap(contents)) return undefined;
  const metadata = contents.get('metadata');
  const apiVersion = textAt(contents, 'apiVersion');
  const kind = textAt(contents, 'kind');
  const name = isMap(metadata) ? textAt(metadata, 'name') : undefined;
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  const namespace = isMap(metadata) ? textAt(metadata, 'namespace') : undefined;
  return { kindId: kindId(groupOf(apiVersion), kind), name, namespace };
}

function textAt(map: YAMLMap, key: string): string | undefined {
  const node = map.get(key, true);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}
