import type { TreeBuild } from '../../compare/buildTree.ts';
import { readRepository } from '../../compare/declared/repositoryAt.ts';
import type { Engine } from '../../compare/engine.ts';
import { isEqual } from '../../diff/values/equal.ts';
import { asText } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { filesAt } from '../../git/sourceFiles.ts';
import { rollbackPlan, type RollbackPlan } from '../../stages/rollback/rollbackPlan.ts';
import { runsOf } from '../../stages/rollback/ranRevisions.ts';
import { originOf } from './readFiles.ts';
import { readersBesides } from './readersAt.ts';
import { filesOf, kustomizationOf, noRollback, partsOf } from './rolledBack.ts';

/** What is rolled back, and to what. */
export interface RollbackQuestion {
  /** The repository's root, as the engine's `repositories` tell it. */
  readonly root: string;
  /** A Kustomization; or a HelmRelease, of which only the files are restored that declare it and what it is made of. */
  readonly key: ObjectKey;
  /** The revision that is restored, and the branch that it is restored on, fetched before: by names that Git knows. */
  readonly to: string;
  readonly target: string;
}

/** What a rollback is found out with. */
export interface RollbackPorts {
  readonly engine: Pick<Engine, 'tree'>;
  readonly snapshot: () => Snapshot;
}

/** A rollback that a person may look at and confirm. */
export interface Rollback extends RollbackPlan {
  /** The Kustomization whose files are restored. */
  readonly kustomization: ObjectKey;
  /** The commits, whole: copies of the plan are from `to`, and it is made on top of `target`. */
  readonly to: string;
  readonly target: string;
  /** Whether what it built then is what the controller recorded (status.history): proof that it ran. */
  readonly isProven: boolean;
  /** Why what comes of it may not be what ran then: one sentence each. */
  readonly doubts: readonly string[];
}

/**
 * Plans a rollback: the files that a Kustomization's build read at a revision, as they were there, on top of the target branch.
 * Nothing is written; the plan's changes are for who makes commits. Rejects with a FailureError whose message is for people, or
 * the signal's reason.
 */
export async function planRollback(
  question: RollbackQuestion,
  { engine, snapshot }: RollbackPorts,
  signal: AbortSignal,
): Promise<Rollback> {
  const { root } = question;
  const now = snapshot();
  const kustomization = kustomizationOf(question.key, now);
  const [then, target] = [await filesAt(root, question.to, signal), await filesAt(root, question.target, signal)];
  const [treeThen, treeNow] = [
    await engine.tree({ root, revision: then.commit }, signal),
    await engine.tree({ root, revision: target.commit }, signal),
  ];
  const [buildThen, buildNow] = [treeThen, treeNow].map((tree) => tree.find(({ key }) => key === kustomization));
  const only = question.key === kustomization ? undefined : partsOf(question.key, now);
  const readThen = filesOf(buildThen, only, root);
  if (buildThen?.build?.outcome !== 'built' || readThen === undefined) {
    throw noRollback(`At ${then.commit.slice(0, 12)} ${nameInSentence(kustomization)} ${whyNot(buildThen)}`);
  }
  const readNow = filesOf(buildNow, only, root) ?? [];
  const declaredIn = ownFile(treeNow, buildNow, root);
  const repository = await readRepository(root, target.commit, signal);
  const readers = readersBesides({ key: kustomization, declaredIn }, repository);
  const automations = [...(now.kinds.get(kinds.imageUpdateAutomation)?.objects.values() ?? [])].filter((one) =>
    isOfSource(sourceRef(one), kustomization, now),
  );
  const plan = rollbackPlan({ then: then.files, now: target.files, readThen, readNow, readers, automations });
  const live = findObject(now, kustomization);
  const digests = live === undefined ? [] : runsOf(live).map(({ digest }) => digest);
  return {
    ...plan,
    kustomization,
    to: then.commit,
    target: target.commit,
    isProven: buildThen.build.digest !== undefined && digests.includes(buildThen.build.digest),
    doubts: doubtsOf(buildThen, buildNow, kustomization),
  };
}

/** The file that declares a Kustomization, by the build of the one that applies it. */
function ownFile(tree: readonly TreeBuild[], build: TreeBuild | undefined, root: string): string | undefined {
  const parent = tree.find(({ key }) => key === build?.parent);
  return build && parent && originOf(parent, build.key, root);
}

function doubtsOf(then: TreeBuild, now: TreeBuild | undefined, key: ObjectKey): readonly string[] {
  const name = nameInSentence(key);
  if (now === undefined) return [`${name} is not declared any more: restoring its files alone does not bring it back.`];
  if (isEqual(then.kustomization['spec'], now.kustomization['spec'])) return [];
  return [`The spec of ${name} is another one since: its path, variables or patches stay as they are now.`];
}

/** Whether an automation writes into the repository that a Kustomization reads. */
function isOfSource(source: ObjectKey | undefined, kustomization: ObjectKey, snapshot: Snapshot): boolean {
  const reader = findObject(snapshot, kustomization);
  const own = reader && sourceRef(reader);
  if (source === undefined || own === undefined) return false;
  if (source === own) return true;
  const urls = [source, own].map((key) => asText(findObject(snapshot, key)?.raw.spec?.['url']));
  return urls[0] !== undefined && urls[0] === urls[1];
}

function whyNot(build: TreeBuild | undefined): string {
  if (build === undefined) return 'is not declared: there is nothing to restore.';
  if (build.build === undefined) return 'does not read this repository.';
  return `cannot be built${build.build.outcome === 'built' ? '.' : `: ${build.build.message}`}`;
}
