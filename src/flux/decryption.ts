import { asText, valueAt } from './fields.ts';

/**
 * Whether an object says that kustomize-controller is to apply it as it is, with what SOPS encrypted: an annotation, its
 * value compared without case (kustomize-controller, internal/decryptor IsDecryptionDisabled).
 */
export function isDecryptionDisabled(object: unknown): boolean {
  const value = asText(valueAt(object, 'metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/decrypt'));
  return value?.toLowerCase() === 'disabled';
}
