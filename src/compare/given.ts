import { failureOf, messageOf } from '../base/failure.ts';
import type { Answer, ControllerSettings, DiffCluster, VariableSource } from '../diff/terms/ports.ts';
import { variableReferences, variableSource, type SourceReference } from '../diff/kustomizations/variableSources.ts';
import { parseKey, type JsonObject } from '../flux/object.ts';
import type { KnownSources } from './declared/variableSources.ts';
import { defaultController } from './defaultController.ts';

/** What decides, besides files, what a build gives. */
export interface Given {
  readonly variables: readonly VariableSource[];
  readonly controller: ControllerSettings;
  /** Where they are from and what stays unknown: one sentence each, without values. */
  readonly words: readonly string[];
}

/** What is asked for it. */
export interface GivenPorts {
  /** Undefined where none is connected. */
  readonly cluster: Pick<DiffCluster, 'read' | 'controller'> | undefined;
  /** What files tell of the sources of variables. */
  readonly declared: (signal: AbortSignal) => Promise<KnownSources>;
}

/**
 * The variables and the controller's settings for a Kustomization: those of the cluster, which counts before files; what it
 * does not tell, and may not be read of it, as files declare it. Rejects with the signal's reason alone.
 */
export async function givenFor(
  kustomization: JsonObject,
  { cluster, declared }: GivenPorts,
  signal: AbortSignal,
): Promise<Given> {
  const references = variableReferences(kustomization);
  const [controller, answers] = await Promise.all([
    controllerOf(cluster, signal),
    Promise.all(references.map((reference) => answerFor(reference, cluster, signal))),
  ]);
  const live = answers.flatMap(({ source }) => source ?? []);
  const others = answers.filter(({ source }) => source === undefined);
  const files = others.length === 0 ? { sources: [], reasons: [] } : await declared(signal);
  const found = others.flatMap(({ reference }) => files.sources.find((one) => isOf(reference, one)) ?? []);
  const missing = others.filter(({ reference }) => !found.some((one) => isOf(reference, one)));
  const said = missing.map(
    ({ reference, why }) =>
      `Not known: ${why ?? files.reasons.find((one) => one.startsWith(fullName(reference))) ?? `what ${fullName(reference)} holds.`}`,
  );
  const absent = live.filter(({ state }) => state === 'absent');
  const words = [
    ...listed(
      'Variables are those of the cluster now',
      live.filter(({ state }) => state === 'given'),
    ),
    ...listed('Not in the cluster', absent),
    ...listed('Variables are those that files of this repository declare', found),
    ...said,
    ...controller.assumptions,
  ];
  return { variables: [...live, ...found], controller, words };
}

interface Answered {
  readonly reference: SourceReference;
  readonly source?: VariableSource;
  /** Why the cluster does not tell. */
  readonly why?: string;
}

async function answerFor(
  reference: SourceReference,
  cluster: GivenPorts['cluster'],
  signal: AbortSignal,
): Promise<Answered> {
  if (cluster === undefined) return { reference };
  const { namespace, name, kind } = parseKey(reference.key);
  try {
    const answer: Answer = await cluster.read({ apiVersion: 'v1', kind, namespace, name }, 'self', signal);
    const source = variableSource(reference, answer);
    return source === undefined
      ? { reference, why: `you may not read ${fullName(reference)}.` }
      : { reference, source };
  } catch (error) {
    signal.throwIfAborted();
    return { reference, why: `${fullName(reference)} could not be read: ${messageOf(error)}` };
  }
}

async function controllerOf(cluster: GivenPorts['cluster'], signal: AbortSignal): Promise<ControllerSettings> {
  const assumed = (why: string): ControllerSettings => ({
    ...defaultController,
    assumptions: [`${why}: a current kustomize-controller without flags is assumed.`],
  });
  if (cluster === undefined) return assumed('No cluster is connected');
  try {
    return await cluster.controller(signal);
  } catch (error) {
    signal.throwIfAborted();
    return assumed(`The cluster does not answer (${failureOf(error)?.code ?? messageOf(error)})`);
  }
}

function isOf(reference: SourceReference, { kind, name }: VariableSource): boolean {
  return reference.kind === kind && reference.name === name;
}

function fullName({ key }: SourceReference): string {
  const { kind, namespace, name } = parseKey(key);
  return `${kind}/${namespace}/${name}`;
}

function listed(what: string, sources: readonly VariableSource[]): readonly string[] {
  if (sources.length === 0) return [];
  const names = sources.map(({ kind, name, state }) =>
    kind === 'Secret' && state === 'given' ? `Secret/${name} (masked)` : `${kind}/${name}`,
  );
  return [`${what}: ${names.join(', ')}.`];
}
