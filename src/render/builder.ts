import type { Build, Builder, BuildRequest } from '../diff/terms/ports.ts';
import type { Certainty } from '../diff/terms/prediction.ts';
import { asObjects, asText, valueAt } from '../flux/fields.ts';
import type { JsonObject, KubernetesObject } from '../flux/object.ts';
import type { Renderer, RenderProblem, RenderRequest } from './renderer.ts';

/** Which files a prediction is about. */
export interface BuilderFiles {
  /** The files of the source that a Kustomization applies, as they would be; undefined if they are not here. */
  readonly filesFor: (kustomization: JsonObject, signal: AbortSignal) => Promise<SourceFiles | undefined>;
  /** Those of the revision that is applied now, by which builds prove themselves. */
  readonly appliedFilesFor?: (kustomization: JsonObject, signal: AbortSignal) => Promise<SourceFiles | undefined>;
}

export type SourceFiles = Pick<RenderRequest, 'files' | 'worktree'>;

/** Builds with `renderer` what Kustomizations make of `files`. */
export function createBuilder(renderer: Renderer, { filesFor, appliedFilesFor }: BuilderFiles): Builder {
  return async (request, signal) => {
    const files = await filesFor(request.kustomization, signal);
    if (files === undefined) {
      return { outcome: 'unknown', unknown: 'source', message: 'The files of its source are not in this workspace.' };
    }
    const result = await renderer.render({ ...files, ...renderRequest(request), origins: true }, signal);
    if (result.outcome !== 'rendered') return unbuilt(result.outcome, result.problems);
    return {
      outcome: 'built',
      digest: result.digest,
      ...(result.read && { read: result.read }),
      objects: result.objects.map(({ value, file }) => ({
        object: value as unknown as JsonObject,
        ...(file !== undefined && { origin: { path: file } }),
      })),
      certainty: await certaintyOf(renderer, request, appliedFilesFor, signal),
      ...(result.problems.length > 0 && { gaps: result.problems.map(({ message }) => message) }),
    };
  };
}

function renderRequest({ kustomization, variables, controller }: BuildRequest): Omit<RenderRequest, 'files'> {
  const { isStrict, allowsRemoteBases, customStageKinds } = controller;
  return {
    kustomization: kustomization as unknown as KubernetesObject,
    variables,
    flags: { isStrict, allowsRemoteBases, customStageKinds },
  };
}

function unbuilt(outcome: 'failed' | 'unknown', [problem]: readonly RenderProblem[]): Build {
  const message = problem?.message ?? 'nobody says why';
  if (outcome === 'unknown') return { outcome, unknown: 'remoteBase', message };
  if (problem?.file === undefined) return { outcome, message };
  const { file: path, line } = problem;
  return { outcome, message, origin: { path, ...(line !== undefined && { line }) } };
}

/** Exact if the same build of what is applied has the digest that the controller recorded (`status.history`). */
async function certaintyOf(
  renderer: Renderer,
  request: BuildRequest,
  appliedFilesFor: BuilderFiles['appliedFilesFor'],
  signal: AbortSignal,
): Promise<Certainty> {
  const approximate = (reason: string): Certainty => ({ level: 'approximate', reason });
  const history = asObjects(valueAt(request.kustomization, 'status', 'history'));
  const digests = history.flatMap((entry) => asText(entry['digest']) ?? []);
  if (digests.length === 0) return approximate('the controller has recorded no build of it');
  if (asText(valueAt(request.kustomization, 'status', 'lastAppliedRevision')) === undefined)
    return approximate('no revision of it has been applied yet');
  const applied = await appliedFilesFor?.(request.kustomization, signal);
  if (applied === undefined) return approximate('the files of the applied revision are not here');
  // Asked as the build itself is: where nothing has changed, it is the same.
  const proof = { ...applied, ...renderRequest({ ...request, ...request.now }), origins: true };
  const result = await renderer.render(proof, signal);
  if (result.outcome !== 'rendered') return approximate('the applied revision cannot be built here');
  if (digests.includes(result.digest)) return { level: 'exact' };
  if (valueAt(request.kustomization, 'spec', 'decryption') !== undefined)
    return approximate('its encrypted values are not decrypted here');
  return approximate('the build of the applied revision differs from what the controller built');
}
