import { setTimeout as pause } from 'node:timers/promises';
import type { VariableSource } from '../../../src/diff/terms/ports.ts';
import { asObjects, asText, valueAt } from '../../../src/flux/fields.ts';
import type { JsonObject } from '../../../src/flux/object.ts';
import { readable } from '../../../src/render/problems.ts';
import type { RenderRequest } from '../../../src/render/renderer.ts';
import { ApiError } from '../access/rest.ts';
import type { ClusterAccess, KubernetesResource } from '../cluster.ts';
import type { ArtifactServer } from './artifacts.ts';

/** The namespace of all Kustomizations here, and of the variables that they share. */
export const home = 'rendered';

/** What kustomize-controller is to build, and the engine too. */
export interface ControllerBuild extends Pick<RenderRequest, 'files' | 'kustomization' | 'variables'> {
  /** Whether it may apply what it builds; else it is refused its first object, which is after the digest is made. */
  readonly isApplied?: boolean;
}

/** A request as a build that the controller can be asked for, under a name of its own: without what only delays it. */
export function controllerBuild(request: RenderRequest, name: string): ControllerBuild {
  const { files, kustomization, variables = [] } = request;
  const spec = Object.entries(kustomization.spec ?? {}).filter(([field]) => !notAboutBuilding.includes(field));
  const metadata = { namespace: home, name };
  const apiVersion = 'kustomize.toolkit.fluxcd.io/v1';
  return {
    files,
    variables,
    kustomization: { ...kustomization, apiVersion, metadata, spec: Object.fromEntries(spec) },
  };
}

const notAboutBuilding: readonly string[] = [
  'suspend',
  'dependsOn',
  'wait',
  'healthChecks',
  'healthCheckExprs',
  'kubeConfig',
  'serviceAccountName',
  // Nobody has the keys: what is encrypted is built as it is, and refused later.
  'decryption',
];

/** What became of it. */
export type Verdict =
  | { readonly outcome: 'built'; readonly digest: string; readonly isApplied: boolean; readonly message: string }
  /** The controller's words, as the engine says them. */
  | { readonly outcome: 'failed'; readonly message: string };

/** The running kustomize-controller, as one that builds. */
export interface ControllerBuilder {
  /** Hands over a build, which the controller then comes to; false if the API server does not take such a Kustomization. */
  build(build: ControllerBuild): Promise<boolean>;
  /** What became of all that was handed over, once that is known. */
  verdicts(): Promise<ReadonlyMap<ControllerBuild, Verdict>>;
}

/**
 * Has the controller build, each from an artifact of its own, and tells what it recorded. The digest in `status.history`
 * is that of the build's output, and is recorded whether or not the API server then takes the objects
 * (kustomize-controller, kustomization_controller.go, reconcile): so builds of kinds that are not served count as well,
 * and with an account without rights nothing is applied.
 * @param builds all that will be handed over: their variables are there before the first one is
 */
export async function askController(
  builds: readonly ControllerBuild[],
  access: ClusterAccess,
  artifacts: ArtifactServer,
): Promise<ControllerBuilder> {
  const byName = new Map<string, ControllerBuild>();
  await access.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: home } }]);
  await access.apply(variableObjects(builds.flatMap(({ variables = [] }) => variables)));
  return {
    async build(build) {
      try {
        await declare(access, artifacts, build);
      } catch (error) {
        if (error instanceof ApiError && error.status === 422) return false;
        throw error;
      }
      byName.set(build.kustomization.metadata.name, build);
      return true;
    },
    async verdicts() {
      const found = await untilJudged(access, new Set(byName.keys()));
      return new Map([...byName].map(([name, one]) => [one, verdictOf(found.get(name) ?? {})]));
    },
  };
}

/** The ConfigMaps and Secrets that builds take variables from; of one name the last counts. */
function variableObjects(sources: readonly VariableSource[]): KubernetesResource[] {
  return sources.flatMap((source): KubernetesResource[] => {
    if (source.state === 'absent') return [];
    const { kind, name, data } = source;
    const values = kind === 'Secret' ? { stringData: data } : { data };
    return [{ apiVersion: 'v1', kind, metadata: { namespace: home, name }, ...values }];
  });
}

const kustomizationsPath = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${home}/kustomizations`;
const artifactsPath = `/apis/source.toolkit.fluxcd.io/v1/namespaces/${home}/externalartifacts`;

async function declare(
  access: ClusterAccess,
  artifacts: ArtifactServer,
  { files, kustomization, isApplied }: ControllerBuild,
): Promise<void> {
  const artifact = await artifacts.publish(files);
  const { name } = kustomization.metadata;
  const source = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'ExternalArtifact', metadata: { name } };
  await access.request('POST', artifactsPath, source);
  const ready = { type: 'Ready', status: 'True', reason: 'Succeeded', message: 'Here', observedGeneration: 1 };
  const conditions = [{ ...ready, lastTransitionTime: artifact.lastUpdateTime }];
  await access.request('PATCH', `${artifactsPath}/${name}/status`, { status: { artifact, conditions } });
  const spec = {
    ...kustomization.spec,
    interval: '1h',
    retryInterval: '1h',
    prune: false,
    sourceRef: { kind: 'ExternalArtifact', name },
    ...(isApplied === true ? {} : { serviceAccountName: 'without-rights' }),
  };
  await access.request('POST', kustomizationsPath, { ...kustomization, spec });
}

const patience = 120_000;

async function untilJudged(
  access: ClusterAccess,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, JsonObject>> {
  for (const deadline = performance.now() + patience; ;) {
    const { items } = await access.request<{ items: readonly KubernetesResource[] }>('GET', kustomizationsPath);
    const judged = items.filter((one) => /^(True|False)$/.test(readyOf(one as unknown as JsonObject, 'status') ?? ''));
    const found = new Map(judged.map((one) => [one.metadata.name, one as unknown as JsonObject]));
    const open = [...names].filter((name) => !found.has(name));
    if (open.length === 0) return found;
    if (performance.now() > deadline) throw new Error(`The controller did not come to ${open.join(', ')}.`);
    await pause(500);
  }
}

function verdictOf(kustomization: JsonObject): Verdict {
  const message = readable(
    (readyOf(kustomization, 'message') ?? '').replaceAll(/[^\s'"]*\/kustomization-\d+/g, '/artifact'),
  );
  const digest = asText(asObjects(valueAt(kustomization, 'status', 'history'))[0]?.['digest']);
  if (digest === undefined) return { outcome: 'failed', message };
  return { outcome: 'built', digest, isApplied: readyOf(kustomization, 'status') === 'True', message };
}

function readyOf(kustomization: JsonObject, field: string): string | undefined {
  const conditions = asObjects(valueAt(kustomization, 'status', 'conditions'));
  return asText(conditions.find(({ type }) => type === 'Ready')?.[field]);
}
