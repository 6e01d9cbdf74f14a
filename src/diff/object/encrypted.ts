import { isDecryptionDisabled } from '../../flux/decryption.ts';
import { asObject, valueAt } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import { isEqual } from '../values/equal.ts';

/** Whether SOPS encrypted values of an object, which Flux decrypts (kustomize-controller, internal/decryptor). */
export function isEncrypted(object: JsonObject): boolean {
  if (isDecryptionDisabled(object)) return false;
  return asObject(object['sops']) !== undefined && valueAt(object, 'sops', 'mac') !== undefined;
}

/**
 * Whether data of a Secret are what SOPS made of a file: a generator of kustomize takes files as they are, a file as one
 * value and a dotenv file as one for each line. The controller decrypts such files first, and such values later
 * (kustomize-controller, internal/decryptor, DecryptSources and DecryptResource).
 */
export function holdsEncryptedFiles(object: JsonObject): boolean {
  if (object['kind'] !== 'Secret' || object['apiVersion'] !== 'v1') return false;
  return Object.entries(asObject(object['data']) ?? {}).some(([name, value]) => {
    const text = typeof value === 'string' ? decoded(value) : '';
    return name === 'sops_mac' ? text.startsWith('ENC[') : marks.some((mark) => text.includes(mark));
  });
}

/** By these the controller knows encrypted files: JSON and binary, dotenv, INI, YAML. */
const marks: readonly string[] = ['"mac": "ENC[', 'sops_mac=ENC[', '[sops]', 'mac: ENC['];

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** A Secret without what SOPS adds to a dotenv file. */
export function withoutSopsData(secret: JsonObject): JsonObject {
  const data = asObject(secret['data']);
  if (data?.['sops_mac'] === undefined) return secret;
  return { ...secret, data: Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith('sops_'))) };
}

/**
 * Whether the controller refuses an encrypted object that nothing decrypts: a Secret whose data is no base64. Other objects
 * lose `sops` as an unknown field before it looks (kustomize-controller, kustomization_controller.go apply).
 */
export function isRefusedEncrypted(object: JsonObject): boolean {
  if (object['kind'] !== 'Secret' || object['apiVersion'] !== 'v1') return false;
  return Object.values(asObject(object['data']) ?? {}).some(
    (value) => typeof value === 'string' && value.startsWith('ENC['),
  );
}

/**
 * The paths of encrypted values that differ between two states of an object, with dots; empty if it is the same text. The
 * same value is another text each time it is encrypted anew.
 */
export function changedEncrypted(before: JsonObject, after: JsonObject): readonly string[] {
  const paths: string[] = [];
  compare(before, after, '', paths);
  return paths.filter((path) => path !== 'sops' && !path.startsWith('sops.'));
}

function compare(before: Json | undefined, after: Json | undefined, path: string, into: string[]): void {
  if (isEqual(before, after)) return;
  const [one, other] = [asObject(before), asObject(after)];
  if (one === undefined || other === undefined) {
    into.push(path);
    return;
  }
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    compare(one[name], other[name], path === '' ? name : `${path}.${name}`, into);
  }
}
