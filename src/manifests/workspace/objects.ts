import type { KindId } from '../../flux/object.ts';
import type { DeclaredObject, DeclaredReference, MadeObject } from './fileSummary.ts';
import { indexKey } from './indexEntries.ts';
import { declares } from './uses.ts';
import { entriesAt, type Workspace } from './workspace.ts';

/** An object that comes to be by another, or by a kustomization's generator. */
export interface Made {
  /** Of the file that says so. */
  readonly path: string;
  readonly made: MadeObject;
  /** Undefined for a generator. */
  readonly by: DeclaredObject | undefined;
}

/** The objects of a kind that files declare, with this name or all. Patches and data declare none. */
export function declaredObjects(workspace: Workspace, kindId: KindId, name?: string): readonly DeclaredObject[] {
  const key = name === undefined ? indexKey.kind(kindId) : indexKey.object(kindId, name);
  const known = declared.get(workspace) ?? new Map<string, readonly DeclaredObject[]>();
  declared.set(workspace, known);
  const objects =
    known.get(key) ??
    entriesAt(workspace, key).flatMap(({ path, object }) =>
      object !== undefined && declares(workspace, path) ? [object] : [],
    );
  known.set(key, objects);
  return objects;
}

const declared = new WeakMap<Workspace, Map<string, readonly DeclaredObject[]>>();

/** The objects of a kind that others make, with this name or all. */
export function madeObjects(workspace: Workspace, kindId: KindId, name?: string): readonly Made[] {
  const key = name === undefined ? indexKey.makes(kindId) : indexKey.made(kindId, name);
  return entriesAt(workspace, key).flatMap(({ path, made, object }) =>
    made !== undefined && declares(workspace, path) ? [{ path, made, by: object }] : [],
  );
}

/** The references to objects of a kind and name, with the object that each stands in. */
export function referencesTo(
  workspace: Workspace,
  kindId: KindId,
  name: string,
): readonly { readonly object: DeclaredObject; readonly reference: DeclaredReference }[] {
  return entriesAt(workspace, indexKey.refers(kindId, name)).flatMap(({ object, reference }) =>
    object === undefined || reference === undefined ? [] : [{ object, reference }],
  );
}
