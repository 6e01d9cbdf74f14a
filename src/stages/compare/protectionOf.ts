import type { Stage } from '../terms/config.ts';
import type { Protection } from '../terms/difference.ts';
import { withoutStage } from '../terms/stageNames.ts';
import type { Found } from './compareObjects.ts';
import type { CompareOptions, EarlierValues } from './options.ts';
import { configuredProtection, usualProtection } from './protection.ts';

/** So many earlier states must agree before a habit is seen in them. */
const fewest = 2;

/**
 * Why a difference is meant: as configured; by what usually differs (never for versions); because it is the stage's name
 * alone in which the values differ; because the target never took what the source had.
 */
export function protectionOf(
  found: Found,
  source: Stage,
  target: Stage,
  { config, history }: CompareOptions,
): Protection | undefined {
  const configured = configuredProtection(config, target, found.object, found.field);
  if (configured !== undefined) return configured;
  if (found.class === 'version' || found.field.length === 0) return undefined;
  const usual = usualProtection(found.field);
  if (usual !== undefined) return usual;
  const [one, other] = [found.source?.value, found.target?.value];
  if (one !== undefined && other !== undefined && withoutStage(one, source.name) === withoutStage(other, target.name)) {
    return { by: 'stageName', reason: `The values differ only by the name of the stage.` };
  }
  return alwaysDiffered(one, other, history?.get(found.id) ?? []);
}

function alwaysDiffered(
  source: string | undefined,
  target: string | undefined,
  earlier: readonly EarlierValues[],
): Protection | undefined {
  if (earlier.length < fewest) return undefined;
  const everInSource = new Set([source, ...earlier.map((one) => one.source)]);
  const inTarget = [target, ...earlier.map((one) => one.target)];
  if (inTarget.some((value) => everInSource.has(value))) return undefined;
  const count = earlier.length + 1;
  return { by: 'alwaysDiffered', reason: `It differed in each of the last ${count} states that were looked at.` };
}
