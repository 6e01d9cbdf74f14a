import { contextOf } from '../../cluster/session/sessionState.ts';
import { kinds, type Category } from '../../flux/kinds.ts';
import { groupOf, kindId, kindIdOf, objectKey, parseKey, type KindId, type ObjectKey } from '../../flux/object.ts';
import { parseRevision, runningRevision } from '../../flux/revision.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { isRange } from '../../stages/applications/versionText.ts';
import type { RunningVersion } from '../../stages/compare/withRunning.ts';
import type { Stage } from '../../stages/terms/config.ts';
import type { Application, ApplicationKind } from '../../stages/terms/application.ts';
import { pathId } from '../../tree/pathId.ts';
import { rowAt, type Row } from '../../tree/row.ts';
import type { TreeModel } from '../../tree/model.ts';
import type { SessionHost } from '../sessionHost.ts';
import { descriptionText, stateWord } from '../tree/rowWords.ts';
import type { ApplicationRow } from './stageRows.ts';

/** How an application does in the connected cluster. */
export interface RunningState extends Pick<Row, 'icon' | 'settled'> {
  /** The state in a word. */
  readonly word: string;
  /** What is to be said besides: since when, why not. */
  readonly text: string;
  /** The version that runs, where the files declare a range. */
  readonly version?: string;
}

/** What is known of clusters. */
export interface ClusterSight {
  readonly host: SessionHost;
  readonly tree: { readonly model: TreeModel };
}

function isConnected({ host }: Pick<ClusterSight, 'host'>, context: string | undefined): boolean {
  return context !== undefined && contextOf(host.state) === context;
}

/**
 * How the application of a row does; undefined where its stage's cluster is not connected, or where it is no Flux object
 * that is known there. `now` in milliseconds since 1970.
 */
export function runningState(
  sight: ClusterSight,
  { stage, application }: ApplicationRow,
  now: number,
): RunningState | undefined {
  if (!isConnected(sight, stage.context)) return undefined;
  const flux = fluxKinds[application.kind];
  if (flux === undefined) return undefined;
  const { model } = sight.tree;
  const key = liveKeyOf(model.snapshot, flux.id, application);
  const row = key && rowAt(model, pathId({ type: 'object', category: flux.category, key }));
  if (row === undefined) return undefined;
  const said = row.description.filter(({ code }) => !['namespace', 'type', 'revision'].includes(code));
  const { icon, settled } = row;
  const version =
    key !== undefined && isRange(application.version?.value ?? 'none') ? runningOf(model.snapshot, key) : undefined;
  const text = descriptionText(said, now);
  return { icon, ...(settled && { settled }), word: stateWord(icon), text, ...(version !== undefined && { version }) };
}

/** The versions that run in the connected cluster, for stages that it is the cluster of. */
export function runningVersions(host: SessionHost, stages: readonly Stage[]): RunningVersion {
  return (name, { apiVersion, kind, namespace, name: object }) => {
    const stage = stages.find((one) => one.name === name);
    if (stage === undefined || namespace === undefined || !isConnected({ host }, stage.context)) return undefined;
    return runningOf(host.snapshot, objectKey(kindId(groupOf(apiVersion), kind), namespace, object));
  };
}

/** What runs of an object: the name of its revision, without the hash. */
function runningOf({ kinds: all }: Snapshot, key: ObjectKey): string | undefined {
  const object = all.get(kindIdOf(key))?.objects.get(key);
  const revision = object && runningRevision(object);
  return revision === undefined ? undefined : parseRevision(revision).name || undefined;
}

/** The object by its namespace; where none is written, the only one of its name. */
export function liveKeyOf(
  snapshot: Snapshot,
  id: KindId,
  { name, namespace }: Pick<Application, 'name' | 'namespace'>,
): ObjectKey | undefined {
  if (namespace !== undefined) return objectKey(id, namespace, name);
  const named = [...(snapshot.kinds.get(id)?.objects.keys() ?? [])].filter((key) => parseKey(key).name === name);
  return named.length === 1 ? named[0] : undefined;
}

const fluxKinds: Readonly<Record<ApplicationKind, { readonly id: KindId; readonly category: Category } | undefined>> = {
  kustomization: { id: kinds.kustomization, category: 'kustomizations' },
  helmRelease: { id: kinds.helmRelease, category: 'helmReleases' },
  resourceSet: { id: kinds.resourceSet, category: 'resourceSets' },
  overlay: undefined,
};
