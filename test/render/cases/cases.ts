import type { Json, JsonObject } from '../../../src/flux/object.ts';
import { baseFiles } from './base.ts';
import { features, type Feature } from './features.ts';
import type { RenderCase } from './renderCase.ts';
import { specialCases } from './specialCases.ts';

/** Each feature alone. */
export const singleCases: readonly RenderCase[] = features.map((feature) => caseOf([feature]));

/** Each feature with each other one. */
const pairCases: readonly RenderCase[] = pairs(() => true);

/** Each feature with four others: for what takes a while. */
export const fewPairCases: readonly RenderCase[] = pairs((distance) => distance === 1 || distance === 8);

export const allCases: readonly RenderCase[] = [...singleCases, ...pairCases, ...specialCases];

/** Cases that `flux build kustomization` can be asked about. */
export const cliCases: readonly RenderCase[] = [...singleCases, ...specialCases].filter(
  ({ notByCli }) => notByCli === undefined,
);

function pairs(take: (distance: number) => boolean): readonly RenderCase[] {
  return features.flatMap((first, index) =>
    features.slice(index + 1).flatMap((second, more) => (take(more + 1) ? [caseOf([first, second])] : [])),
  );
}

function caseOf(parts: readonly Feature[]): RenderCase {
  const kustomization = parts.map((part) => part.kustomization ?? {}).reduce(merge, {});
  const files = Object.assign({}, baseFiles, ...parts.map((part) => part.files ?? {})) as Record<string, string>;
  if (Object.keys(kustomization).length > 0) {
    files['apps/kustomization.yaml'] = JSON.stringify(
      merge({ resources: ['web.yaml', 'service.yaml'] }, kustomization),
    );
  }
  const notByCli = parts.map((part) => part.notByCli).find((reason) => reason !== undefined);
  return {
    name: parts.map(({ name }) => name).join(' + '),
    files,
    spec: merge({ path: './apps' }, parts.map((part) => part.spec ?? {}).reduce(merge, {})),
    variables: parts.flatMap((part) => part.variables ?? []),
    ...(notByCli === undefined ? {} : { notByCli }),
  };
}

/** Lists are joined, objects merged, and of two other values the second counts. */
function merge(a: JsonObject, b: JsonObject): JsonObject {
  const result: Record<string, Json | undefined> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = result[key];
    if (Array.isArray(before) && Array.isArray(value)) result[key] = [...(before as Json[]), ...(value as Json[])];
    else if (isObject(before) && isObject(value)) result[key] = merge(before, value);
    else result[key] = value;
  }
  return result;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
