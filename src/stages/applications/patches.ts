import { groupOfKind } from '../../flux/object.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { patchSubject, targetMeets, treeMeets, type PatchSubject } from '../../manifests/kustomize/patchTarget.ts';
import type { PatchTarget } from '../../manifests/workspace/fileSummary.ts';
import { resolvePath } from '../../manifests/workspace/paths.ts';
import { asMap } from '../../manifests/yaml/node.ts';
import type { BuiltObject } from './built.ts';
import { mergedWith, operated } from './patch.ts';
import { itemsAt, placedAt, textAt, whereOf, type Placed, type PlacedSource } from './placed.ts';
import { rootOf, sourceOf, sourcesWithin } from './sources.ts';
import { parentOf, type Tree } from './tree.ts';

/** One document of a patch. */
export interface Patch {
  readonly source: PlacedSource;
  readonly value: Placed;
  /** Absent for strategic-merge patches without one: those meet the object that they name. */
  readonly target: PatchTarget | undefined;
}

/** The patches of a kustomization's value, or of a Flux Kustomization's spec, that stands in a file; in order. */
export function patchesOf(tree: Tree, root: Placed | undefined, path: string): readonly Patch[] {
  const folder = parentOf(path);
  const ofFile = (name: string, target?: PatchTarget) =>
    documentsOf(tree, resolvePath(`/${folder}`, name).slice(1)).map((source) => ({ source, target }));
  const ofText = (text: Placed | undefined, target?: PatchTarget) =>
    text?.type === 'scalar' ? sourcesWithin(text).map((source) => ({ source, target })) : [];
  const entries = [
    ...itemsAt(root, 'patchesStrategicMerge').flatMap((item) => {
      if (item.type !== 'scalar') return [];
      return item.text.includes('\n') ? ofText(item) : ofFile(item.text);
    }),
    ...[...itemsAt(root, 'patches'), ...itemsAt(root, 'patchesJson6902')].flatMap((item) => {
      if (item.type === 'scalar') return ofFile(item.text);
      const target = targetOf(placedAt(item, 'target'));
      const file = textAt(item, 'path');
      return file === undefined ? ofText(placedAt(item, 'patch'), target) : ofFile(file, target);
    }),
  ];
  return entries.flatMap(({ source, target }): Patch[] => {
    const value = rootOf(source);
    return value === undefined ? [] : [{ source, value, target }];
  });
}

function documentsOf(tree: Tree, path: string): PlacedSource[] {
  const file = tree.manifests.get(path);
  return file === undefined ? [] : file.documents.map((document) => sourceOf(file, document));
}

function targetOf(value: Placed | undefined): PatchTarget | undefined {
  if (value?.type !== 'map') return undefined;
  const fields = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'] as const;
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = textAt(value, field);
      return text === undefined ? [] : [[field, text]];
    }),
  );
}

/** Objects with patches. Those that none meets are the same values; a deleted one is gone. */
export function patched(objects: readonly BuiltObject[], patches: readonly Patch[]): BuiltObject[] {
  let current = [...objects];
  for (const patch of patches) {
    current = current.flatMap((object) => {
      if (!meets(patch, object)) return [object];
      const value = withPatch(object, patch.value);
      return value === undefined ? [] : [{ ...object, value, patches: [...object.patches, patch.source] }];
    });
  }
  return current;
}

function withPatch({ value, kindId }: BuiltObject, patch: Placed): Placed | undefined {
  if (patch.type === 'list') return operated(value, patch.items);
  if (patch.type !== 'map') return value;
  // A patch names its object, or a placeholder for it: that is no change.
  const entries = new Map([...patch.entries].filter(([key]) => key !== 'apiVersion' && key !== 'kind'));
  const metadata = entries.get('metadata');
  if (metadata?.type === 'map') {
    const kept = [...metadata.entries].filter(([key]) => key !== 'name' && key !== 'namespace');
    entries.set('metadata', { ...metadata, entries: new Map(kept) });
  }
  return mergedWith(value, { ...patch, entries }, isBuiltin(groupOfKind(kindId)));
}

/** Kubernetes' own kinds have merge keys; of others kustomize knows none and replaces lists. */
function isBuiltin(group: string): boolean {
  return group === '' || !group.includes('.') || group.endsWith('.k8s.io');
}

const subjects = new WeakMap<Placed, PatchSubject>();

function meets({ value, target }: Patch, object: BuiltObject): boolean {
  const subject = subjectOf(object);
  if (target !== undefined) return targetMeets(target, subject);
  const tree = value.type === 'map' ? asMap(whereOf(value).node) : undefined;
  return tree !== undefined && treeMeets(tree, subject);
}

/** As it is written: patches of an outer kustomization may name it either way, which kustomize allows too. */
function subjectOf({ value, kindId, apiVersion, name }: BuiltObject): PatchSubject {
  const known = subjects.get(value);
  if (known !== undefined) return known;
  const node = value.type === 'map' ? asMap(value.at[0]?.node) : undefined;
  const object = { node, path: [], apiVersion, kind: '', kindId, name: textAt(value, 'metadata', 'name') ?? name };
  const made =
    node === undefined
      ? { kindId, apiVersion, name, namespace: undefined }
      : patchSubject({
          ...(object as Omit<ManifestObject, 'namespace'>),
          namespace: textAt(value, 'metadata', 'namespace'),
        });
  subjects.set(value, made);
  return made;
}
