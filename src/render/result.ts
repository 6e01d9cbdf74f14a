import { inApplyOrder } from '../flux/applyOrder.ts';
import { isDecryptionDisabled } from '../flux/decryption.ts';
import { groupOf, kindId, objectKey, type KubernetesObject, type ObjectKey } from '../flux/object.ts';
import type { GoAnswer } from './messages.ts';
import { errorProblem, readable } from './problems.ts';
import { remoteBaseProblem } from './remoteBase.ts';
import type { RenderedObject, RenderProblem, RenderRequest, RenderResult } from './renderer.ts';
import { defaultFlags } from './renderer.ts';

/** The Go program's answer as a result, objects in the order in which they are applied. */
export function resultOf(answer: GoAnswer, request: RenderRequest): RenderResult {
  if (answer.error !== undefined) return failure(answer, request);
  const { customStageKinds } = request.flags ?? defaultFlags;
  const objects = (answer.objects ?? []).map(({ value, origin }) => toObject(value as KubernetesObject, origin));
  return {
    outcome: 'rendered',
    text: answer.text,
    digest: answer.digest,
    objects: inApplyOrder(objects, keyOf, customStageKinds),
    problems: [...unknownVariables(answer.unknownVariables ?? [], request)],
  };
}

function failure(
  { error, cause, remote }: Extract<GoAnswer, { error: string }>,
  { files }: RenderRequest,
): RenderResult {
  if (cause !== 'network') return { outcome: 'failed', problems: [errorProblem(error, files)] };
  return { outcome: 'unknown', problems: [remoteBaseProblem(readable(error), remote, files)] };
}

function toObject(value: KubernetesObject, file: string | undefined): RenderedObject {
  const encrypted = 'sops' in value && !isDecryptionDisabled(value);
  return { value, encrypted, ...(file === undefined ? {} : { file }) };
}

function keyOf({ value: { apiVersion, kind, metadata } }: RenderedObject): ObjectKey {
  return objectKey(kindId(groupOf(apiVersion), kind), metadata.namespace, metadata.name);
}

function* unknownVariables(names: readonly string[], { variables = [] }: RenderRequest): Iterable<RenderProblem> {
  if (names.length === 0) return;
  const known = variables.map(({ kind, name }) => `${kind}/${name}`).join(', ') || 'none';
  yield {
    kind: 'unknown',
    message:
      `Variables that come from the cluster stay as they are: ${names.join(', ')}. Sources of variables that are ` +
      `known here: ${known}.`,
  };
}
