import type { Stage } from '../terms/config.ts';
import type { Protection } from '../terms/difference.ts';
import { withoutStage } from '../terms/stageNames.ts';
import type { Found } from './objectPair.ts';
import type { CompareOptions } from './options.ts';
import { configuredProtection, usualProtection } from './protection.ts';

/**
 * Why a difference is meant, as far as the two states tell: as configured; by what usually differs (never for versions);
 * because it is the stage's name alone in which the values differ. Of a Secret's values nothing is told, not even that.
 */
export function protectionOf(
  found: Found,
  source: Stage,
  target: Stage,
  { config }: CompareOptions,
): Protection | undefined {
  const configured = configuredProtection(config, target, found.object, found.field);
  if (configured !== undefined) return configured;
  if (found.class === 'version' || found.field.length === 0) return undefined;
  const usual = usualProtection(found.field);
  if (usual !== undefined) return usual;
  if (found.object.kind === 'Secret' && found.field[0] !== 'metadata') return undefined;
  const [one, other] = [found.source?.value, found.target?.value];
  if (one !== undefined && other !== undefined && withoutStage(one, source.name) === withoutStage(other, target.name)) {
    return { by: 'stageName', reason: `The values differ only by the name of the stage.` };
  }
  return undefined;
}
