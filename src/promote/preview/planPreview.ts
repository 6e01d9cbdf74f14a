import type { TreeBuild } from '../../compare/buildTree.ts';
import type { Engine } from '../../compare/engine.ts';
import type { DiffCluster } from '../../diff/terms/ports.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { asObject } from '../../flux/fields.ts';
import {
  jsonOf,
  nameInSentence,
  parseKey,
  type FluxObject,
  type JsonObject,
  type ObjectKey,
} from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import type { PreviewCheck } from '../../stages/preview/checkText.ts';
import { disjointVerdict, type KnownObjects } from '../../stages/preview/disjoint.ts';
import { previewChanges } from '../../stages/preview/previewFiles.ts';
import { previewObjects, type LeftOut, type PreviewPart } from '../../stages/preview/previewObjects.ts';
import type { FileChange } from '../../stages/terms/plan.ts';
import { withChanges } from '../../stages/terms/withChanges.ts';
import type { Tree } from '../reading/trees.ts';
import { appliedBy, type AppliedObject } from './appliedBy.ts';
import { doubtsOf } from './doubtsOf.ts';
import { knownObjects } from './knownObjects.ts';
import { liveObjects } from './liveObjects.ts';
import { noPreview } from './noPreview.ts';
import { placeOfPreview } from './previewPlace.ts';
import { tried } from './tried.ts';

/** A preview of a feature branch beside a stage. */
export interface PreviewQuestion {
  /** The repository's root, as the engine's `repositories` tell it. */
  readonly root: string;
  /** The stage's Kustomizations that are copied, at least one. */
  readonly kustomizations: readonly ObjectKey[];
  /** The branch that the preview follows, by its name at the remote, and its commit here, fetched before. */
  readonly branch: string;
  readonly commit: string;
  /** The commit, fetched before, of the branch that the stage's Flux objects are declared on. */
  readonly target: string;
  /** See `previewName`. */
  readonly name: string;
  /** What of the stage, without namespace, the preview does without. */
  readonly without?: readonly LeftOut[];
}

/** What a preview is found out with. */
export interface PreviewPorts {
  readonly engine: Pick<Engine, 'tree'>;
  readonly snapshot: () => Snapshot;
  /** The connected cluster; only read. */
  readonly cluster: Pick<DiffCluster, 'read' | 'scopeOf'>;
  /** Inventories of other clusters that are known. */
  readonly others: readonly KnownObjects[];
}

/** A preview that a person may look at and confirm. */
export interface Preview {
  readonly name: string;
  /** What is written on top of `target`; empty where it is refused. */
  readonly changes: readonly FileChange[];
  /** The check, to be shown before. */
  readonly check: PreviewCheck;
  readonly target: Tree;
  /** The files of `target` as they would be. */
  readonly after: Pick<Tree, 'files'>;
}

/**
 * Plans a preview: copies of the stage's Kustomizations and sources, from the branch, into a namespace of its own, as one file
 * beside the stage's. Refused unless nothing that it would apply is known to be anybody's, since taking it away would delete
 * that. Nothing is written. Rejects with a FailureError whose message is for people, or the signal's reason.
 */
export async function planPreview(
  question: PreviewQuestion,
  { engine, snapshot, cluster, others }: PreviewPorts,
  signal: AbortSignal,
): Promise<Preview> {
  const { root, branch, commit, name, without = [] } = question;
  const [first] = question.kustomizations;
  if (first === undefined) throw noPreview('Nothing was chosen for the preview.');
  const now = snapshot();
  const stage = question.kustomizations.map((key) => liveOf(key, now));
  const tree = await engine.tree({ root, revision: question.target }, signal);
  const parts = stage.map((one) => partOf(one, tree));
  const written = previewObjects({ parts, branch, name, without });
  if ('refusal' in written) throw noPreview(written.refusal);
  const where = { root, target: question.target, tree, kustomization: first, name };
  const { place, parent, target } = await placeOfPreview(where, signal);
  const made = previewChanges(target.files, place, written);
  if ('refusal' in made) throw noPreview(made.refusal);
  const own = [written.namespace, ...written.sources, ...written.kustomizations];
  const effective = await tried({ root, target, parent, changes: made.changes, own }, engine, signal);
  const tops = effective.slice(-parts.length).map((copy, at) => fromStage(copy, stage[at]?.source.key));
  const below = await engine.tree({ root, revision: commit, tops }, signal);
  const live = stage.map((one) => one.live);
  const applied = await appliedBy({ own: effective, below, stage: live, snapshot: now }, cluster, signal);
  const known = knownObjects(now, tree);
  const all = [...known.all, ...others];
  const found = await liveObjects(applied.objects, name, cluster, signal);
  const verdict = disjointVerdict({
    applied: applied.objects.map(({ key }) => key),
    known: all,
    live: found.live,
    unknown: [...applied.unknown, ...known.unknown, ...found.unknown],
  });
  const facts = { parts, applied: applied.objects, tree, parent, namespace: name, without };
  const check: PreviewCheck = {
    ...verdict,
    doubts: [...doubtsOf(facts), ...applied.doubts],
    applied: applied.objects.map(({ key }) => key),
    inventories: all.map(({ of }) => of),
    leavable: verdict.shared.flatMap(({ key }) =>
      leavable(
        applied.objects.find((one) => one.key === key),
        own,
      ),
    ),
  };
  const changes = verdict.isAllowed ? made.changes : [];
  return { name, changes, check, target, after: { files: withChanges(target.files, changes) } };
}

interface StagePart {
  readonly live: FluxObject;
  readonly source: FluxObject;
}

function liveOf(key: ObjectKey, snapshot: Snapshot): StagePart {
  const live = findObject(snapshot, key);
  if (live === undefined) throw noPreview(`${nameInSentence(key)} is not in the cluster.`);
  const ref = sourceRef(live);
  const source = ref && findObject(snapshot, ref);
  if (source === undefined) throw noPreview(`The source of ${nameInSentence(key)} is not in the cluster.`);
  return { live, source };
}

/** As the target branch declares them, where it does: the cluster adds defaults. */
function partOf({ live, source }: StagePart, tree: readonly TreeBuild[]): PreviewPart {
  const declared = (key: ObjectKey): JsonObject | undefined => {
    for (const { build } of tree) {
      const found =
        build?.outcome === 'built' ? build.objects.find((one) => keyOfObject(one.object) === key) : undefined;
      if (found !== undefined) return found.object;
    }
    return undefined;
  };
  return {
    kustomization: declared(live.key) ?? jsonOf(live),
    source: declared(source.key) ?? jsonOf(source),
  };
}

/** A copy that is built from the stage's source: its own is not there yet, and has the same files at the branch's commit. */
function fromStage(copy: JsonObject, source: ObjectKey | undefined): JsonObject {
  if (source === undefined) return copy;
  const { kind, namespace, name } = parseKey(source);
  return { ...copy, spec: { ...asObject(copy['spec']), sourceRef: { kind, name, namespace } } };
}

/** Whether a preview can do without an object: one of its Kustomizations' that has no namespace. */
function leavable(shared: AppliedObject | undefined, own: readonly JsonObject[]): readonly LeftOut[] {
  if (shared === undefined || shared.address.namespace !== undefined) return [];
  if (own.some((one) => keyOfObject(one) === shared.key)) return [];
  const { apiVersion, kind, name } = shared.address;
  return [{ apiVersion, kind, name }];
}
