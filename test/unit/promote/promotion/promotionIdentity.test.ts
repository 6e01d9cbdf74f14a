import { expect, test } from 'vitest';
import { familyOf, headBranch, keyOf } from '../../../../src/promote/promotion/promotionIdentity.ts';
import type { Plan } from '../../../../src/stages/terms/plan.ts';
import { copyOf, imageMove, planOf } from '../../stages/words/promotions.ts';

const copying = (application: string, text = 'a: 1\n'): Plan => ({ ...planOf(), copies: [copyOf(application, text)] });
const identity = (plan: Plan) => [headBranch(plan), familyOf(plan), keyOf(plan)];

test('copies of two applications are two promotions', () => {
  const [one, other] = [identity(copying('web')), identity(copying('cache'))];
  for (const [at, part] of one.entries()) expect(part).not.toBe(other[at]);
  expect(one[0]).toMatch(/^sluice\/promote\/web-to-production-/);
});

test('another content of a copy is the same family with another key', () => {
  const [one, other] = [copying('web'), copying('web', 'a: 2\n')];
  expect(familyOf(one)).toBe(familyOf(other));
  expect(keyOf(one)).not.toBe(keyOf(other));
  expect(keyOf(one)).toBe(keyOf(copying('web')));
});

test('two kinds of applications with one name are two families', () => {
  const move = imageMove('web', '1', '2');
  expect(familyOf(planOf(move))).not.toBe(familyOf(planOf({ ...move, applicationId: 'HelmRelease/web' })));
});
