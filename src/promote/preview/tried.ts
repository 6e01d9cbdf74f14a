import type { TreeBuild } from '../../compare/buildTree.ts';
import type { Engine } from '../../compare/engine.ts';
import { isEqual } from '../../diff/values/equal.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { valueAt } from '../../flux/fields.ts';
import { nameInSentence, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import { trialCommit } from '../../git/write/trialCommit.ts';
import type { FileChange } from '../../stages/terms/plan.ts';
import { gitChanges } from '../reading/changedTree.ts';
import type { Tree } from '../reading/trees.ts';
import { noPreview } from './noPreview.ts';

/** A preview that is tried before anybody agrees to it. */
export interface Trial {
  readonly root: string;
  readonly target: Tree;
  readonly parent: TreeBuild;
  readonly changes: readonly FileChange[];
  /** What is written. */
  readonly own: readonly JsonObject[];
}

/** What taking the preview away rests on. */
const mustStay = ['prune', 'deletionPolicy', 'targetNamespace', 'sourceRef', 'path', 'suspend'];

/**
 * What the Kustomization that reads the files makes of a preview's objects: kustomizations above them may rename, move or patch
 * what is written. Throws a FailureError (`noPreview`) where it is not what was meant, or makes more than that.
 */
export async function tried(
  { root, target, parent, changes, own }: Trial,
  engine: Pick<Engine, 'tree'>,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const git = gitChanges({ changes }, target, target);
  const commit = await trialCommit(root, { parent: target.commit ?? '', changes: git }, signal);
  const tops = [parent.kustomization];
  const after = commit === undefined ? [] : await engine.tree({ root, revision: commit, tops }, signal);
  const [before, now] = [objectsOf(parent), objectsOf(after.find(({ key }) => key === parent.key))];
  const name = nameInSentence(parent.key);
  if (now === undefined) throw noPreview(`With the preview ${name} could not be built.`);
  const made = own.map((one) => {
    const key = keyOfObject(one);
    const found = now.get(key);
    if (found === undefined) throw noPreview(`${name} would not make ${nameInSentence(key)} of what is written.`);
    const changed = mustStay.find((field) => !isEqual(valueAt(found, 'spec', field), valueAt(one, 'spec', field)));
    if (changed === undefined) return found;
    throw noPreview(
      `${name} would change spec.${changed} of ${nameInSentence(key)}: its patches count for the preview too.`,
    );
  });
  const meant = new Set(own.map(keyOfObject));
  const more = [...now.keys()].find((key) => !meant.has(key) && before?.has(key) !== true);
  if (more !== undefined)
    throw noPreview(`${name} would make ${nameInSentence(more)} of what is written, besides the preview.`);
  return made;
}

function objectsOf(node: TreeBuild | undefined): ReadonlyMap<ObjectKey, JsonObject> | undefined {
  if (node?.build?.outcome !== 'built') return undefined;
  return new Map(node.build.objects.map(({ object }) => [keyOfObject(object), object]));
}
