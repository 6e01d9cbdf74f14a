import { asObjects, asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { nameInSentence, objectKey, parseKey, type ObjectKey } from '../../flux/object.ts';
import { asBlocked } from './blocking.ts';
import type { Plan } from './plan.ts';
import type { Blocker, KustomizationPrediction } from '../terms/prediction.ts';

/**
 * Adds to Kustomizations what holds up others: a parent that does not come to apply them as they would be, and what they
 * depend on. What is held by what is held is held too.
 */
export function withHeldChildren(
  predictions: readonly KustomizationPrediction[],
  plan: Plan,
): readonly KustomizationPrediction[] {
  const known = new Map(predictions.map((one) => [one.key, one]));
  const seen = new Set<ObjectKey>();
  const held = (key: ObjectKey): KustomizationPrediction | undefined => {
    const one = known.get(key);
    if (one === undefined || seen.has(key)) return one;
    seen.add(key);
    const more = [...byParent(one, one.parent && held(one.parent)), ...byDependencies(one, plan, held)];
    if (more.length === 0) return one;
    const made = {
      ...one,
      blockers: [...one.blockers, ...more],
      objects: one.objects.map((object) => asBlocked(object)),
    };
    known.set(key, made);
    return made;
  };
  return predictions.map((one) => held(one.key) ?? one);
}

function byParent(child: KustomizationPrediction, parent: KustomizationPrediction | undefined): Blocker[] {
  if (parent?.objects.find(({ key }) => key === child.key)?.isBlocked !== true) return [];
  if (child.status === 'pruned') return [];
  const message = `${nameInSentence(parent.key)} does not come to apply it: ${parent.blockers[0]?.message ?? 'it is held up.'}`;
  return [{ kind: 'dependency', message }];
}

function byDependencies(
  one: KustomizationPrediction,
  plan: Plan,
  held: (key: ObjectKey) => KustomizationPrediction | undefined,
): Blocker[] {
  const kustomization = plan.get(one.key)?.kustomization;
  return asObjects(valueAt(kustomization, 'spec', 'dependsOn')).flatMap((reference) => {
    const namespace = asText(reference['namespace']) ?? parseKey(one.key).namespace;
    const key = objectKey(kinds.kustomization, namespace, asText(reference['name']) ?? '');
    const [blocker] = held(key)?.blockers ?? [];
    if (blocker === undefined || blocker.kind === 'unknown') return [];
    return [{ kind: 'dependency', message: `It waits for ${nameInSentence(key)}: ${blocker.message}` } as const];
  });
}
