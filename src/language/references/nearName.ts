import type { KindId } from '../../flux/object.ts';
import { declaredObjects, madeObjects } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { nearest } from '../../base/nearest.ts';
import { isOpaque } from '../opaque.ts';
import { resolveReference } from './resolve.ts';

/** So many near names in other namespaces are passed over. */
const mostTries = 5;

/**
 * The name of an object in these namespaces that a name may have been meant to be. Slips at the first letter are rare, and
 * `a-operator` is not `b-operator`.
 */
export function nearName(
  workspace: Workspace,
  kindId: KindId,
  namespaces: readonly (string | undefined)[],
  name: string,
): string | undefined {
  const declared = declaredObjects(workspace, kindId).map((one) => one.name);
  const made = madeObjects(workspace, kindId).map((one) => one.made.name);
  const names = new Set([...declared, ...made].filter((other) => other[0] === name[0] && !isOpaque(other)));
  for (let tries = 0; tries < mostTries; tries++) {
    const near = nearest(name, names);
    if (near === undefined) return undefined;
    const { targets } = resolveReference(workspace, { path: '', kindId, name: near, namespaces });
    if (targets.length > 0) return near;
    names.delete(near);
  }
  return undefined;
}
