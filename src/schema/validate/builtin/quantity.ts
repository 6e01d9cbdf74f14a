import type { Json } from '../../../flux/object.ts';
import { fail, shown, type Walk } from '../walk.ts';

const quantity = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** A Quantity (k8s.io/apimachinery, pkg/api/resource): text or a number, with a suffix. */
export function checkQuantity(walk: Walk, value: Json): void {
  if (typeof value === 'number' || (typeof value === 'string' && quantity.test(value.trim()))) return;
  const wrong = typeof value === 'string' ? 'format' : 'wrong-type';
  const message = (field: string): string =>
    `${field} is ${shown(walk, value)}, but must be a quantity, e.g. 500m, 1.5 or 2Gi.`;
  fail(walk, wrong, message);
}
