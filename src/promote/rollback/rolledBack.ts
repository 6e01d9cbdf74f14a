import type { TreeBuild } from '../../compare/buildTree.ts';
import { asObjects, asText, specOf } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindId, kindIdOf, nameInSentence, objectKey, parseKey, type ObjectKey } from '../../flux/object.ts';
import { ownerOf } from '../../flux/owner.ts';
import { sourceChain } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { originOf, readFiles } from './readFiles.ts';
import { noRollback } from './subject.ts';

/** The Kustomization itself, or the one that applies a HelmRelease. Throws a FailureError where there is none. */
export function kustomizationOf(key: ObjectKey, snapshot: Snapshot): ObjectKey {
  if (kindIdOf(key) === kinds.kustomization) return key;
  const object = findObject(snapshot, key);
  const owner = object && ownerOf(object);
  if (owner === undefined)
    throw noRollback(`${nameInSentence(key)} is not applied by a Kustomization of this cluster.`);
  return owner;
}

/** A HelmRelease with what it is made of: values and sources of its chart. */
export function partsOf(key: ObjectKey, snapshot: Snapshot): readonly ObjectKey[] {
  const release = findObject(snapshot, key);
  if (release === undefined) return [key];
  const { namespace } = parseKey(key);
  const values = asObjects(specOf(release)['valuesFrom']).map((one) =>
    objectKey(kindId('', asText(one['kind']) ?? ''), namespace, asText(one['name']) ?? ''),
  );
  return [key, ...values, ...sourceChain(release, (one) => findObject(snapshot, one))];
}

/** The files of a repository that were read for it: by its whole build, or for some objects of it alone. */
export function filesOf(
  build: TreeBuild | undefined,
  only: readonly ObjectKey[] | undefined,
  root: string,
): readonly string[] | undefined {
  if (build === undefined) return undefined;
  if (only === undefined) return readFiles(build, root);
  const files = only.flatMap((key) => originOf(build, key, root) ?? []);
  return files.length === 0 ? undefined : [...new Set(files)];
}
