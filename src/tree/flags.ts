import type { Health } from '../flux/health.ts';
import { parseKey, type FluxObject } from '../flux/object.ts';
import { reconcileOrder, refuseReconcile } from '../flux/reconcile.ts';
import type { Lookup } from '../flux/references.ts';
import { refuseResume, refuseSuspend } from '../flux/suspend.ts';
import { standingOf } from './standing.ts';

/**
 * What menus ask of a row (`viewItem =~ /\breconcilable\b/`). `hasSource`: it can be reconciled, and a source with
 * it. The kind is one word: `\bobject\b` cannot match within it.
 */
export type RowFlag =
  'object' | `kind_${string}` | 'reconcilable' | 'hasSource' | 'suspendable' | 'resumable' | 'suspended' | 'failing';

export function flagsOf(object: FluxObject, health: Health, lookup: Lookup): readonly RowFlag[] {
  const reconcilable = refuseReconcile(object) === undefined;
  const held: readonly (readonly [RowFlag, boolean])[] = [
    ['object', true],
    [`kind_${parseKey(object.key).kind.replace(/\W/g, '_')}`, true],
    ['reconcilable', reconcilable],
    ['hasSource', reconcilable && reconcileOrder(object, lookup).length > 1],
    ['suspendable', refuseSuspend(object) === undefined],
    ['resumable', refuseResume(object) === undefined],
    ['suspended', health.state === 'suspended'],
    ['failing', standingOf(health) === 'failing'],
  ];
  return held.flatMap(([flag, holds]) => (holds ? [flag] : []));
}
