import { FailureError } from '../../base/failure.ts';
import { readRepository } from '../../compare/declared/repositoryAt.ts';
import type { Engine } from '../../compare/engine.ts';
import type { DiffCluster } from '../../diff/terms/ports.ts';
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
import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import { folderOf } from '../../manifests/workspace/paths.ts';
import { disjointVerdict, type DisjointVerdict, type KnownObjects } from '../../stages/preview/disjoint.ts';
import { previewChanges, removalChanges, type PreviewPlace } from '../../stages/preview/previewFiles.ts';
import { previewName, previewObjects } from '../../stages/preview/previewObjects.ts';
import type { FileChange } from '../../stages/terms/plan.ts';
import { originOf } from '../rollback/readFiles.ts';
import { appliedBy } from './appliedBy.ts';
import { knownObjects } from './knownObjects.ts';
import { liveObjects } from './liveObjects.ts';

/** A preview of a feature branch beside a stage. */
export interface PreviewQuestion {
  /** The repository's root, as the engine's `repositories` tell it. */
  readonly root: string;
  /** The stage's Kustomization that is copied. */
  readonly kustomization: ObjectKey;
  /** The branch that the preview follows, by its name at the remote, and its commit here, fetched before. */
  readonly branch: string;
  readonly commit: string;
  /** The branch that the stage's Flux objects are declared on, fetched before: a name that Git knows. */
  readonly target: string;
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
  /** Of its namespace, its Kustomization and its source. */
  readonly name: string;
  /** What is written on top of `target`; empty where it is refused. */
  readonly changes: readonly FileChange[];
  /** The check, to be shown before. */
  readonly check: DisjointVerdict;
  readonly target: string;
}

/**
 * Plans a preview: copies of the stage's Kustomization and source, from the branch, into a namespace of its own, as one file
 * beside the stage's. Refused unless nothing that it would apply is known to be anybody's, since taking it away would delete
 * that. Nothing is written. Rejects with a FailureError whose message is for people, or the signal's reason.
 */
export async function planPreview(
  question: PreviewQuestion,
  { engine, snapshot, cluster, others }: PreviewPorts,
  signal: AbortSignal,
): Promise<Preview> {
  const { root, branch, commit } = question;
  const now = snapshot();
  const { live, source } = stageOf(question.kustomization, now);
  const name = previewName(parseKey(live.key).name, branch);
  const objects = previewObjects({ kustomization: jsonOf(live), source: jsonOf(source), branch, name });
  if ('refusal' in objects) throw refusal(`${nameInSentence(live.key)} can have no preview: ${objects.refusal}`);
  const { place, target, tree } = await placeOf({ ...question, name }, engine, signal);
  // Its own source is not there yet: the stage's has the same files at the branch's commit.
  const spec = { ...asObject(objects.kustomization['spec']), sourceRef: absoluteRef(source) };
  const below = await engine.tree({ root, revision: commit, tops: [{ ...objects.kustomization, spec }] }, signal);
  const own = [objects.namespace, objects.source, objects.kustomization];
  const applied = await appliedBy({ own, below, stage: live, snapshot: now }, cluster, signal);
  const known = knownObjects(now, tree);
  const found = await liveObjects(applied.objects, name, cluster, signal);
  const check = disjointVerdict({
    applied: applied.objects.map(({ key }) => key),
    known: [...known.all, ...others],
    live: found.live,
    unknown: [...applied.unknown, ...known.unknown, ...found.unknown],
  });
  if (!check.isAllowed) return { name, changes: [], check, target };
  const written = previewChanges(place, objects);
  if ('refusal' in written) throw refusal(written.refusal);
  return { name, changes: written.changes, check, target };
}

/** Plans to take a preview away: its file, and its line in the kustomization that lists it, and nothing else. */
export async function planPreviewRemoval(
  question: Omit<PreviewQuestion, 'commit'>,
  { engine, snapshot }: Pick<PreviewPorts, 'engine' | 'snapshot'>,
  signal: AbortSignal,
): Promise<Pick<Preview, 'name' | 'changes' | 'target'>> {
  const { live } = stageOf(question.kustomization, snapshot());
  const name = previewName(parseKey(live.key).name, question.branch);
  const { place, target, isThere } = await placeOf({ ...question, name }, engine, signal);
  if (!isThere) throw refusal(`There is no preview of branch ${question.branch} beside ${nameInSentence(live.key)}.`);
  return { name, changes: removalChanges(place), target };
}

function stageOf(key: ObjectKey, snapshot: Snapshot): { readonly live: FluxObject; readonly source: FluxObject } {
  const live = findObject(snapshot, key);
  if (live === undefined) throw refusal(`${nameInSentence(key)} is not in the cluster.`);
  const ref = sourceRef(live);
  const source = ref && findObject(snapshot, ref);
  if (source === undefined) throw refusal(`The source of ${nameInSentence(key)} is not in the cluster.`);
  return { live, source };
}

async function placeOf(
  {
    root,
    kustomization,
    target,
    name,
  }: Pick<PreviewQuestion, 'root' | 'kustomization' | 'target'> & { readonly name: string },
  engine: Pick<Engine, 'tree'>,
  signal: AbortSignal,
): Promise<{
  readonly place: PreviewPlace;
  readonly target: string;
  readonly isThere: boolean;
  readonly tree: Awaited<ReturnType<Engine['tree']>>;
}> {
  const tree = await engine.tree({ root, revision: target }, signal);
  const node = tree.find(({ key }) => key === kustomization);
  const parent = tree.find(({ key }) => key === node?.parent);
  const file = parent && originOf(parent, kustomization, root);
  if (file === undefined) {
    const message = `Nothing on ${target} declares ${nameInSentence(kustomization)}, so there is no place for a preview beside it.`;
    throw refusal(message);
  }
  const { files, workspace } = await readRepository(root, target, signal);
  const folder = folderOf(`${root}/${file}`);
  const lists = kustomizationIn(workspace, folder)?.path.slice(root.length + 1);
  const text = lists === undefined ? undefined : new TextDecoder().decode(files.get(lists));
  const inner = folder === root ? '' : folder.slice(root.length + 1);
  const place = {
    folder: inner,
    name,
    ...(lists !== undefined && text !== undefined && { kustomization: { path: lists, text } }),
  };
  const isThere = files.has(inner === '' ? `${name}.yaml` : `${inner}/${name}.yaml`);
  return { place, target, isThere, tree };
}

/** The stage's source by kind, name and namespace, for a Kustomization in any namespace. */
function absoluteRef({ key }: FluxObject): JsonObject {
  const { kind, namespace, name } = parseKey(key);
  return { kind, name, namespace };
}

function refusal(message: string): FailureError {
  return new FailureError({ code: 'noPreview', message });
}
