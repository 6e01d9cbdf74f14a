import { counted } from '../../base/counted.ts';
import { FailureError } from '../../base/failure.ts';
import type { KustomizationPrediction } from '../../diff/terms/prediction.ts';
import { slashed } from '../../files/slashes.ts';
import { kinds } from '../../flux/kinds.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import type { Renderer } from '../../render/renderer.ts';
import { clusterEngine, commandRenderer } from '../clusterEngine.ts';
import { folderAround } from '../folderAround.ts';
import { connect, remoteConnections, type Connected } from './connect.ts';
import type { DiffOptions } from './diffOptions.ts';
import type { Progress } from './progress.ts';
import { reportOf, type Report } from '../../diff/report/report.ts';

/**
 * Compares what the working tree would make Flux do with what the cluster has. Rejects with a sentence where that cannot be
 * found out, or with the signal's reason.
 */
export async function diff(
  options: DiffOptions,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<Report> {
  progress.say('Connecting');
  const renderer = commandRenderer();
  try {
    renderer.prepare();
    const cluster = await connect(options.context, { signal, onNotice: progress.notice });
    try {
      return await compared(options, { cluster, renderer, progress, signal });
    } finally {
      cluster.dispose();
    }
  } finally {
    progress.end();
    renderer.dispose();
  }
}

interface Comparing {
  readonly cluster: Connected;
  readonly renderer: Renderer;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

async function compared(
  { path, kustomization, remoteContexts }: DiffOptions,
  { cluster, renderer, progress, signal }: Comparing,
): Promise<Report> {
  const place = slashed(path ?? '.');
  const folder = await folderAround(place);
  const remote = () => remoteConnections(remoteContexts, progress.notice);
  const engine = clusterEngine({ folder, cluster, renderer, remote });
  try {
    const keys =
      kustomization === undefined ? await engine.appliersOf([place], signal) : named(kustomization, cluster.snapshot);
    if (keys.length === 0) throw refused(noneApplies(cluster.context, place));
    const predictions = new Map<ObjectKey, KustomizationPrediction>();
    let objects = 0;
    const listener = {
      expect: () => undefined,
      foundObjects(_: ObjectKey, found: readonly unknown[]) {
        objects += found.length;
        progress.say(`Comparing ${counted(keys.length, 'Kustomization')}: ${objects} objects`);
      },
      found: (prediction: KustomizationPrediction) => void predictions.set(prediction.key, prediction),
    };
    progress.say('Building');
    await engine.predict(keys, 'workingTree', listener, signal);
    return reportOf(cluster.context, [...predictions.values()].map(withNextStep));
  } finally {
    engine.dispose();
  }
}

/** Where another cluster was not compared, what names its context. */
function withNextStep(prediction: KustomizationPrediction): KustomizationPrediction {
  const { remote } = prediction;
  if (remote === undefined || remote.context !== undefined) return prediction;
  const access = remote.name.slice(remote.name.indexOf('/') + 1);
  const message = `${remote.message} Name its context: --remote-context ${access}=CONTEXT.`;
  return { ...prediction, remote: { ...remote, message } };
}

/** The Kustomization of a name; throws a sentence where there is none, or more than one. */
function named(
  { namespace, name }: NonNullable<DiffOptions['kustomization']>,
  snapshot: Snapshot,
): readonly ObjectKey[] {
  const all = [...(snapshot.kinds.get(kinds.kustomization)?.objects.keys() ?? [])];
  const found = all.filter((key) => {
    const parts = parseKey(key);
    return parts.name === name && (namespace === undefined || parts.namespace === namespace);
  });
  const wanted = [namespace, name].filter((part) => part !== undefined).join('/');
  if (found.length === 0) throw refused(`The cluster has no Kustomization ${wanted}. ${thereAre(all)}`);
  if (found.length === 1) return found;
  const names = found.map((key) => `${parseKey(key).namespace}/${name}`);
  throw refused(`Several Kustomizations have this name: ${names.join(', ')}. Name the namespace too.`);
}

/** Names a person may have meant, as many as they will read. */
function thereAre(keys: readonly ObjectKey[]): string {
  if (keys.length === 0) return 'It has none.';
  const names = keys.map((key) => `${parseKey(key).namespace}/${parseKey(key).name}`).sort();
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `There are ${names.slice(0, mostNames).join(', ')}${more}.`;
}

const mostNames = 20;

function noneApplies(context: string, place: string): string {
  const why = 'The repository of a source is found by its remotes: --kustomization NAME says why one is not.';
  return `No Kustomization of ${context} applies anything of ${place}. ${why}`;
}

function refused(message: string): FailureError {
  return new FailureError({ code: 'notCompared', message });
}
