import { asObjects, valueAt } from '../../flux/fields.ts';
import { inventoryOf } from '../../flux/inventory.ts';
import { kinds } from '../../flux/kinds.ts';
import { jsonOf, nameInSentence, objectKey, parseKey, type FluxObject, type ObjectKey } from '../../flux/object.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { disjointVerdict, type DisjointVerdict } from '../../stages/preview/disjoint.ts';
import { removalChanges, type DeclaredPreview } from '../../stages/preview/previewFiles.ts';
import type { FileChange } from '../../stages/terms/plan.ts';
import { withChanges } from '../../stages/terms/withChanges.ts';
import type { Tree } from '../reading/trees.ts';
import { knownObjects } from './knownObjects.ts';

/** A preview's end, for a person to look at. */
export interface Removal {
  readonly preview: DeclaredPreview;
  /** Its file, and its line in the kustomization that lists it; empty where it is refused. */
  readonly changes: readonly FileChange[];
  /** What its Kustomizations have applied, by the cluster, and so delete: all else in its namespace goes with that. */
  readonly deleted: readonly ObjectKey[];
  /** Whether something of it belongs to others too by now: its branch may have gone on since it was made. */
  readonly check: DisjointVerdict;
  /** What the cluster does not tell, a sentence each. */
  readonly doubts: readonly string[];
  readonly target: Tree;
  /** The files of `target` as they would be. */
  readonly after: Pick<Tree, 'files'>;
}

/** Plans to take a preview away: its file, and its line in the kustomization that lists it, and nothing else. */
export function planRemoval(preview: DeclaredPreview, target: Tree, snapshot: Snapshot): Removal {
  const keys = preview.kustomizations.map(({ namespace, name }) => objectKey(kinds.kustomization, namespace, name));
  const live = keys.flatMap((key) => findObject(snapshot, key) ?? []);
  const deleted = live.flatMap((one) => inventoryOf(jsonOf(one)).map(({ key }) => key));
  const isOwn = ({ key }: Pick<FluxObject, 'key'>): boolean =>
    keys.includes(key) || parseKey(key).namespace === preview.name;
  const known = knownObjects(snapshot, [], isOwn);
  const check = disjointVerdict({ applied: deleted, known: known.all, live: [], unknown: [] });
  const missing = keys.filter((key) => findObject(snapshot, key) === undefined);
  const doubts = [
    ...missing.map(
      (key) => `${nameInSentence(key)} is not in this cluster: what it applied, if anything, is not known.`,
    ),
    ...live
      .filter(hasFailed)
      .map((one) => `${nameInSentence(one.key)} is not ready: it may have applied more than it remembers.`),
    ...known.unknown,
  ];
  const changes = check.isAllowed ? removalChanges(target.files, preview) : [];
  const after = { files: withChanges(target.files, changes) };
  return { preview, changes, deleted, check, doubts, target, after };
}

function hasFailed(one: FluxObject): boolean {
  return asObjects(valueAt(jsonOf(one), 'status', 'conditions')).some(
    (condition) => condition['type'] === 'Ready' && condition['status'] !== 'True',
  );
}
