import type { Health, HealthState, Verdict } from '../flux/health.ts';
import { settledVerdict } from '../flux/health.ts';
import { parseKey, type FluxObject } from '../flux/object.ts';
import { findObject } from '../flux/snapshot.ts';
import { descriptionOf, type DescriptionPart } from './description.ts';
import { flagsOf, type RowFlag } from './flags.ts';
import { findHealth } from './healthIndex.ts';
import type { TreeModel } from './model.ts';
import { parsePathId } from './pathId.ts';
import { plainText } from '../base/plainText.ts';

/** The picture of a health state; each differs from the others in shape, not in colour alone. */
export type RowIcon =
  'passed' | 'failed' | 'reconciling' | 'waiting' | 'suspended' | 'noStatus' | 'unknown' | 'terminating';

/** What a screen reader says of a row, in this order. */
export interface RowAccessibility {
  readonly kind: string;
  readonly name: string;
  /** Empty if the object is cluster-scoped. */
  readonly namespace: string;
  readonly state: RowIcon;
  readonly settled?: Verdict;
  /** Empty where the state says all. */
  readonly message: string;
}

/** The content of an object's row. All texts are plain: one line, bounded. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly description: readonly DescriptionPart[];
  readonly icon: RowIcon;
  /** While a run is in progress: the verdict before it. */
  readonly settled?: Verdict;
  readonly accessibility: RowAccessibility;
  /** For the `viewItem` of menus, to be joined by spaces. */
  readonly flags: readonly RowFlag[];
}

/** The row of an object's path id; undefined if the id is no object's or the object is gone. */
export function rowAt(model: TreeModel, id: string): Row | undefined {
  const node = parsePathId(id);
  if (node?.type !== 'object') return undefined;
  const object = findObject(model.snapshot, node.key);
  const health = findHealth(model.health, node.key);
  if (object === undefined || health === undefined) return undefined;
  const description = descriptionOf(object, health);
  return {
    id,
    label: node.category === 'kustomizations' || node.category === 'helmReleases' ? nameOf(object) : titleOf(object),
    description,
    ...stateOf(health),
    accessibility: accessibilityOf(object, health),
    flags: flagsOf(object, (key) => findObject(model.snapshot, key)),
  };
}

/** The icon of a health, with the verdict before if a run is in progress. */
export function stateOf(health: Health): { readonly icon: RowIcon; readonly settled?: Verdict } {
  const settled = health.state === 'reconciling' || health.state === 'unknown' ? settledVerdict(health) : undefined;
  return { icon: icons[health.state], ...(settled !== undefined && { settled }) };
}

const icons: Readonly<Record<HealthState, RowIcon>> = {
  ready: 'passed',
  failed: 'failed',
  reconciling: 'reconciling',
  waiting: 'waiting',
  suspended: 'suspended',
  noStatus: 'noStatus',
  unknown: 'unknown',
  terminating: 'terminating',
};

function accessibilityOf(object: FluxObject, health: Health): RowAccessibility {
  const { kind, namespace } = parseKey(object.key);
  const { icon: state, ...settled } = stateOf(health);
  const says = 'message' in health && health.state !== 'ready' ? health.message || health.reason : '';
  return {
    kind: plainText(kind),
    name: nameOf(object),
    namespace: plainText(namespace),
    state,
    ...settled,
    message: plainText(says),
  };
}

function nameOf(object: FluxObject): string {
  return plainText(parseKey(object.key).name);
}

function titleOf(object: FluxObject): string {
  const { kind, name } = parseKey(object.key);
  return plainText(`${kind}/${name}`);
}
