import { parseKey } from '../../flux/object.ts';
import type { RollbackPlan } from '../terms/rollback.ts';

/** What an automation would do to a rollback, and what helps. */
export function automationAdvice({ key, paths }: RollbackPlan['automations'][number]): string {
  const { namespace, name } = parseKey(key);
  const [first = ''] = paths;
  const files = paths.length > 1 ? `${first} and ${paths.length - 1} more` : first;
  return (
    `ImageUpdateAutomation/${namespace}/${name} writes newer versions into ${files} again, unless you suspend it ` +
    `(flux suspend image update ${name} -n ${namespace}) or narrow the policy.`
  );
}

/** Who else reads what is restored: a sentence. */
export function otherReader({ name, declaredIn, effect, paths }: RollbackPlan['others'][number]): string {
  const [first = ''] = paths;
  const files = paths.length > 1 ? `${first} and ${paths.length - 1} more` : first;
  if (effect !== undefined) return `${name} (${declaredIn}) ${effect}${first === '' ? '' : `, by ${files}`}.`;
  return `${name} (${declaredIn}) reads ${files} too.`;
}
