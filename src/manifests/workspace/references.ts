import type { KindId } from '../../flux/object.ts';
import { namedKind, referenceFields, type ReferenceField } from '../../flux/referenceFields.ts';
import type { ManifestObject } from '../manifestObject.ts';
import { asMap, asScalar, asSequence, asString, entryOf, type Path, type YamlNode } from '../yaml/node.ts';
import type { DeclaredReference } from './fileSummary.ts';
import type { Placing } from './placing.ts';

/** A reference as it is met in an object: its nodes, and the field that makes it one. */
export interface FoundReference {
  readonly field: ReferenceField;
  /** To the map that names, or to the text that is the name. */
  readonly path: Path;
  readonly name: string;
  readonly nameNode: YamlNode;
  readonly namespace: string | undefined;
  readonly namespaceNode: YamlNode | undefined;
  /** Undefined where `kind` is none that the field allows. */
  readonly kindId: KindId | undefined;
  readonly optional: boolean;
}

/** Walks no more than this many nodes in search of an object's references. */
const mostNodes = 20_000;

/** The references of an object, in the order of the table of fields. A name of `*` stands for all and is none. */
export function namedObjects({ node, kindId: id }: ManifestObject): FoundReference[] {
  let left = mostNodes;
  const found: FoundReference[] = [];
  const walk = (field: ReferenceField, at: YamlNode | undefined, keys: readonly string[], path: Path): void => {
    if (at === undefined || --left < 0) return;
    const [key, ...rest] = keys;
    if (key === undefined) {
      const reference = readReference(field, at, path);
      if (reference !== undefined) found.push(reference);
      return;
    }
    const isList = key.endsWith('[]');
    const name = isList ? key.slice(0, -2) : key;
    const value = entryOf(asMap(at), name)?.value;
    if (!isList) walk(field, value, rest, [...path, name]);
    else asSequence(value)?.items.forEach((item, index) => walk(field, item, rest, [...path, name, index]));
  };
  for (const field of referenceFields(id)) walk(field, node, field.path.split('.'), []);
  return found;
}

function readReference(field: ReferenceField, node: YamlNode, path: Path): FoundReference | undefined {
  const map = asMap(node);
  const nameNode = map === undefined ? node : entryOf(map, 'name')?.value;
  const name = asString(nameNode);
  if (nameNode === undefined || name === undefined || name === '' || name === '*') return undefined;
  const text = (key: string) => asString(entryOf(map, key)?.value);
  const namespaceNode = field.anyNamespace ? entryOf(map, 'namespace')?.value : undefined;
  return {
    field,
    path,
    name,
    nameNode,
    namespace: asString(namespaceNode),
    namespaceNode,
    kindId: namedKind(field, { kind: text('kind'), apiVersion: text('apiVersion'), group: text('group') }),
    optional: asScalar(entryOf(map, 'optional')?.value)?.value === true,
  };
}

/** The references of an object, as its file's summary keeps them. */
export function referencesIn(object: ManifestObject, place: Placing): DeclaredReference[] {
  return namedObjects(object).flatMap(({ kindId: id, namespace, name, nameNode, path, optional }) =>
    id === undefined
      ? []
      : [
          {
            kindId: id,
            namespace,
            name,
            span: place(nameNode).span,
            path,
            optional,
            isAlias: nameNode.type === 'alias',
          },
        ],
  );
}
