import { kindId, parseKey } from '../../flux/object.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { allFiles, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { schemasAt, shapeOf } from '../fieldSchemas.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';

const namespaceFields: ReadonlySet<string> = new Set(['namespace', 'targetNamespace', 'storageNamespace']);

/** The namespaces that are known: declared ones first, then those that declared objects and the cluster's are in. */
export function completeNamespaces(
  place: OpenPlace,
  object: ObjectAround | undefined,
  context: LanguageContext,
): CompletionItem[] {
  const field = place.path.at(-1);
  if (place.at !== 'value' || typeof field !== 'string' || !namespaceFields.has(field)) return [];
  if (object?.schema === undefined) return [];
  if (shapeOf(schemasAt(object.schema, place.path.slice(object.root.length))) !== 'text') return [];
  const found = new Map<string, string>();
  for (const { name } of declaredObjects(context.workspace, kindId('', 'Namespace'))) found.set(name, 'declared');
  for (const name of usedNamespaces(context.workspace)) if (!found.has(name)) found.set(name, 'used here');
  for (const key of context.cluster?.objects.keys() ?? []) {
    const { namespace } = parseKey(key);
    if (namespace !== '' && !found.has(namespace)) found.set(namespace, `cluster ${context.cluster?.context ?? ''}`);
  }
  return Array.from(found, ([name, detail]) =>
    scalarItem(place, name, {
      label: name,
      kind: 'namespace',
      detail,
      sortText: `${detail === 'declared' ? '0' : '1'}${name}`,
    }),
  );
}

function usedNamespaces(workspace: Workspace): Set<string> {
  const used = new Set<string>();
  for (const { documents } of allFiles(workspace)) {
    for (const { objects, kustomization } of documents) {
      if (kustomization?.namespace !== undefined) used.add(kustomization.namespace.text);
      for (const { namespace } of objects) if (namespace !== undefined) used.add(namespace);
    }
  }
  for (const name of used) if (name === '' || name.includes('$')) used.delete(name);
  return used;
}
