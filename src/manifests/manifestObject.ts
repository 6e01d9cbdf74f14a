import { groupOf, kindId, type KindId } from '../flux/object.ts';
import { asMap, asSequence, asString, entryOf, type Path, type YamlMap, type YamlNode } from './yaml/node.ts';

/** An object that a document declares: the document's root, or an item of a `kind: List`. */
export interface ManifestObject {
  readonly node: YamlMap;
  /** Where it stands in its document: empty for the root, `['items', 2]` in a list. */
  readonly path: Path;
  readonly apiVersion: string;
  readonly kind: string;
  readonly kindId: KindId;
  /** Absent where none is written, as in a kustomization.yaml or with generateName. */
  readonly name: string | undefined;
  /** As written; a kustomization or a Kustomization may give another. */
  readonly namespace: string | undefined;
}

/** A list within a list beyond this depth is not opened. */
const deepestList = 3;

/**
 * The objects under a document's root, in the order of the text: those of a List (`v1` `List` and every kind that ends in
 * `List` and has items) one by one. A root without apiVersion and kind declares none.
 */
export function objectsIn(root: YamlNode | undefined, path: Path = []): ManifestObject[] {
  const node = asMap(root);
  const apiVersion = asString(entryOf(node, 'apiVersion')?.value);
  const kind = asString(entryOf(node, 'kind')?.value);
  if (node === undefined || apiVersion === undefined || kind === undefined) return [];
  const items = kind.endsWith('List') ? asSequence(entryOf(node, 'items')?.value)?.items : undefined;
  if (items !== undefined && path.length < 2 * deepestList) {
    return items.flatMap((item, index) => objectsIn(item, [...path, 'items', index]));
  }
  const metadata = asMap(entryOf(node, 'metadata')?.value);
  return [
    {
      node,
      path,
      apiVersion,
      kind,
      kindId: kindId(groupOf(apiVersion), kind),
      name: asString(entryOf(metadata, 'name')?.value),
      namespace: asString(entryOf(metadata, 'namespace')?.value),
    },
  ];
}
