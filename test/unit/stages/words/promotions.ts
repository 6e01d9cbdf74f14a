import type { Difference } from '../../../../src/stages/terms/difference.ts';
import type { Copy, Move, Plan } from '../../../../src/stages/terms/plan.ts';
import type { Promotion } from '../../../../src/stages/words/promotion.ts';

/** A move of an image's tag, as in an overlay's `images`. */
export function imageMove(application: string, before: string, after: string): Move {
  const difference: Difference = {
    id: `${application}-image`,
    class: 'version',
    version: { of: 'kustomizeImage', subject: `shop/${application}`, order: 'behind' },
    object: { apiVersion: 'apps/v1', kind: 'Deployment', name: application, namespace: undefined },
    field: ['spec', 'image'],
    source: undefined,
    target: undefined,
  };
  return {
    application,
    applicationId: `overlay/${application}`,
    difference,
    before,
    after,
    path: `apps/${application}/production/kustomization.yaml`,
  };
}

/** A file that comes with an overlay that the target lacks. */
export function copyOf(application: string, text: string): Copy {
  const path = `apps/${application}/production/kustomization.yaml`;
  return { application, applicationId: `overlay/${application}`, kind: 'new', path, text };
}

export function planOf(...moves: readonly Move[]): Plan {
  return { from: 'staging', to: 'production', changes: [], moves, copies: [], refusals: [] };
}

export function promotionOf(plan: Plan, more: Partial<Promotion> = {}): Promotion {
  return { plan, source: 'a'.repeat(40), commits: [], more: false, issues: [], ...more };
}
