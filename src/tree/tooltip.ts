import type { Verdict } from '../flux/health.ts';
import { conditionsOf } from '../flux/conditions.ts';
import { intervalOf, nextDue } from '../flux/due.ts';
import { asObject, asText, specOf } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import { parseKey, type Condition, type FluxObject, type ObjectKey } from '../flux/object.ts';
import { dependsOn, providerRef, sourceRef } from '../flux/references.ts';
import { attemptedRevision, runningRevision } from '../flux/revision.ts';
import { failingSince, since, type SinceWhat } from '../flux/since.ts';
import { findObject } from '../flux/snapshot.ts';
import { suspensionOf, type Suspension } from '../flux/suspension.ts';
import { plainSuspension } from './description.ts';
import { findHealth } from './healthIndex.ts';
import type { TreeModel } from './model.ts';
import { parsePathId } from './pathId.ts';
import { plainText } from '../base/plainText.ts';
import { stateOf, type RowIcon } from './row.ts';
import { safeUrl } from './safeUrl.ts';

/** A row of the hover's table. Texts are plain, not yet escaped; times are RFC 3339, `due` may be in the past. */
export type TooltipRow =
  | {
      readonly code: 'source' | 'dependsOn' | 'provider' | 'waitsFor';
      readonly text: string;
      readonly key: ObjectKey;
      /** The object is in the tree's snapshot, so there is a node to reveal. */
      readonly known: boolean;
    }
  | { readonly code: 'url' | 'path' | 'chart' | 'revision' | 'attempted' | 'interval'; readonly text: string }
  | { readonly code: 'due'; readonly time: string }
  | { readonly code: 'since'; readonly time: string; readonly what: SinceWhat }
  | { readonly code: 'failingSince'; readonly time: string; readonly precision: 'exact' | 'atLeast' }
  | ({ readonly code: 'suspended' } & Suspension);

export interface TooltipCondition {
  readonly type: string;
  readonly status: Condition['status'];
  readonly reason: string;
  readonly message: string;
  readonly time?: string;
}

/** The content of an object's hover. */
export interface Tooltip {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly state: RowIcon;
  readonly settled?: Verdict;
  readonly rows: readonly TooltipRow[];
  readonly conditions: readonly TooltipCondition[];
}

/** Longest message of a condition, in UTF-16 units: there may be 32 KB of it. */
const messageLength = 1000;
/** Longest list of dependencies or conditions that is shown. */
const listLength = 20;

/** The hover of an object's path id; undefined if the id is no object's or the object is gone. */
export function tooltipAt(model: TreeModel, id: string): Tooltip | undefined {
  const node = parsePathId(id);
  const object = node?.type === 'object' ? findObject(model.snapshot, node.key) : undefined;
  const health = object && findHealth(model.health, object.key);
  if (object === undefined || health === undefined) return undefined;
  const { kind, namespace, name } = parseKey(object.key);
  const { icon: state, ...settled } = stateOf(health);
  const on = health.state === 'waiting' ? health.on : undefined;
  return {
    kind: plainText(kind),
    name: plainText(name),
    namespace: plainText(namespace),
    state,
    ...settled,
    rows: [...refRow(model, 'waitsFor', on), ...originRows(model, object), ...stateRows(object), ...timeRows(object)],
    conditions: conditionsOf(object).slice(0, listLength).map(toRow),
  };
}

/** Where its content comes from. */
function originRows(model: TreeModel, object: FluxObject): readonly TooltipRow[] {
  const spec = specOf(object);
  const url = asText(spec['url']) ?? asText(spec['endpoint']);
  return [
    ...refRow(model, 'source', sourceRef(object)),
    ...refRow(model, 'provider', providerRef(object)),
    ...dependsOn(object)
      .slice(0, listLength)
      .flatMap((key) => refRow(model, 'dependsOn', key)),
    ...textRow('url', url === undefined ? undefined : safeUrl(url)),
    ...textRow('path', asText(spec['path'])),
    ...textRow('chart', chartOf(object)),
  ];
}

/** What runs and what was tried. */
function stateRows(object: FluxObject): readonly TooltipRow[] {
  const revision = runningRevision(object);
  const attempted = attemptedRevision(object);
  const suspension = suspensionOf(object);
  return [
    ...textRow('revision', revision),
    ...textRow('attempted', attempted === revision ? undefined : attempted),
    ...(suspension === undefined ? [] : [{ code: 'suspended' as const, ...plainSuspension(suspension) }]),
  ];
}

function timeRows(object: FluxObject): readonly TooltipRow[] {
  const [from, failing, due] = [since(object), failingSince(object), nextDue(object)];
  return [
    ...(from === undefined ? [] : [{ code: 'since' as const, ...from }]),
    ...(failing === undefined ? [] : [{ code: 'failingSince' as const, ...failing }]),
    ...textRow('interval', intervalOf(object)),
    ...(due === undefined ? [] : [{ code: 'due' as const, time: due }]),
  ];
}

function refRow(
  model: TreeModel,
  code: 'source' | 'dependsOn' | 'provider' | 'waitsFor',
  key: ObjectKey | undefined,
): readonly TooltipRow[] {
  if (key === undefined) return [];
  const { kind, namespace, name } = parseKey(key);
  const text = plainText([kind, namespace, name].filter((part) => part !== '').join('/'));
  return [{ code, text, key, known: findObject(model.snapshot, key) !== undefined }];
}

function textRow(
  code: 'url' | 'path' | 'chart' | 'revision' | 'attempted' | 'interval',
  text: string | undefined,
): readonly TooltipRow[] {
  const plain = plainText(text ?? '');
  return plain === '' ? [] : [{ code, text: plain }];
}

/** The chart that a HelmRelease declares, with the version or range it asks for. */
function chartOf(object: FluxObject): string | undefined {
  if (object.kindId !== kinds.helmRelease) return undefined;
  const spec = asObject(asObject(specOf(object)['chart'])?.['spec']);
  return [asText(spec?.['chart']), asText(spec?.['version'])].filter((part) => part !== undefined).join(' ');
}

function toRow(condition: Condition): TooltipCondition {
  const { type, status, reason = '', message = '', lastTransitionTime: time } = condition;
  const texts = { type: plainText(type), reason: plainText(reason), message: plainText(message, messageLength) };
  return { ...texts, status, ...(time !== undefined && { time }) };
}
