import type { JsonObject } from '../../../flux/object.ts';
import { bytes, configKey, dnsSubdomain } from '../names.ts';
import { asList, asObject, asText, fieldOf, unknownValue, valueAt } from '../value.ts';
import { fail, isSupplied, type Walk } from '../walk.ts';
import { fields, namedIfSet, need, type ObjectRule, oneOf } from './checks.ts';
import { quantityOf } from './quantity.ts';

/** What ConfigMaps and Secrets hold at most (core.MaxSecretSize). */
const mostBytes = 1024 * 1024;

/** A claim for a volume. Rules: pkg/apis/core/validation of k8s.io/kubernetes. */
export const claimSpec: ObjectRule = (walk, spec) => {
  // A claim for a volume that a pod takes along has its template in the pod.
  need(walk, spec, 'accessModes');
  for (const [index, mode] of (asList(fieldOf(spec, 'accessModes')) ?? []).entries()) {
    oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod')(walk, mode, ['accessModes', index]);
  }
  fields({ storageClassName: namedIfSet(dnsSubdomain), volumeMode: oneOf('Filesystem', 'Block') })(walk, spec);
  const requests = valueAt(spec, 'resources', 'requests');
  const storage = fieldOf(asObject(requests), 'storage');
  const amount = quantityOf(storage);
  if (amount !== undefined && amount.digits <= 0n) {
    fail(walk, 'out-of-range', (field) => `${field} must be more than 0.`, {
      below: ['resources', 'requests', 'storage'],
    });
  }
  if (storage !== undefined || requests === unknownValue || fieldOf(spec, 'resources') === unknownValue) return;
  if (isSupplied(walk, ['resources', 'requests', 'storage'])) return;
  fail(walk, 'missing-field', (field) => `${field} needs resources.requests.storage.`, {
    at: 'key',
    lacks: ['resources', 'requests', 'storage'],
  });
};

/**
 * Where a claim's data is from: without a group only another claim. What the dataSource of a claim cannot be is dropped,
 * not refused; that of a StatefulSet's template is refused.
 */
export const dataSource: ObjectRule = (walk, own) => {
  const group = fieldOf(own, 'apiGroup') ?? '';
  const kind = fieldOf(own, 'kind');
  if (group !== '' || kind === 'PersistentVolumeClaim' || kind === unknownValue) return;
  const place = walk.path.at(-1);
  if (place !== 'dataSourceRef' && (place !== 'dataSource' || !walk.path.includes('volumeClaimTemplates'))) return;
  const message = (field: string): string => `${field} must be PersistentVolumeClaim where no apiGroup is given.`;
  fail(walk, 'not-allowed', message, { below: ['kind'] });
};

/** A ConfigMap. */
export const configMap: ObjectRule = (walk, object) => {
  const data = asObject(fieldOf(object, 'data'));
  const binary = asObject(fieldOf(object, 'binaryData'));
  checkKeys(walk, data, 'data');
  checkKeys(walk, binary, 'binaryData');
  for (const key in data) {
    if (binary === undefined || !Object.hasOwn(binary, key)) continue;
    fail(walk, 'duplicate-item', () => `The key "${key}" stands in binaryData, too.`, {
      below: ['data', key],
      at: 'key',
    });
  }
  if (sizeOf(data) > mostBytes) fail(walk, 'size', () => 'A ConfigMap holds at most 1 MiB.', { below: ['data'] });
};

const needed: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);

/** A Secret: its keys, and those that its type demands. */
export const secret: ObjectRule = (walk, object) => {
  const data = asObject(fieldOf(object, 'data'));
  const plain = asObject(fieldOf(object, 'stringData'));
  checkKeys(walk, data, 'data');
  checkKeys(walk, plain, 'stringData');
  if (fieldOf(object, 'data') === unknownValue || fieldOf(object, 'stringData') === unknownValue) return;
  const type = asText(fieldOf(object, 'type')) ?? '';
  const has = (key: string): boolean => fieldOf(data, key) !== undefined || fieldOf(plain, key) !== undefined;
  for (const key of needed.get(type) ?? []) {
    if (has(key) || isSupplied(walk, ['data', key]) || isSupplied(walk, ['stringData', key])) continue;
    fail(walk, 'missing-field', () => `A Secret of the type ${type} needs the key "${key}".`, {
      below: ['type'],
      lacks: ['data', key],
    });
  }
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) {
    fail(walk, 'missing-field', () => `A Secret of the type ${type} needs "username" or "password".`, {
      below: ['type'],
    });
  }
};

function checkKeys(walk: Walk, data: JsonObject | undefined, field: string): void {
  for (const key in data) {
    const wrong = walk.options.isOpaque?.(key) === true ? undefined : configKey(key);
    if (wrong !== undefined)
      fail(walk, 'metadata', () => `The key "${key}" ${wrong}.`, { below: [field, key], at: 'key' });
  }
}

function sizeOf(data: JsonObject | undefined): number {
  let size = 0;
  for (const key in data) size += bytes(asText(data[key]) ?? '');
  return size;
}
