import { sureAppliers } from '../../manifests/kustomize/ownSource.ts';
import { effectiveKustomization } from '../../manifests/kustomize/effectiveFlux.ts';
import { isAppliedHere } from '../../manifests/variables/substitution.ts';
import { asMap, entryOf } from '../../manifests/yaml/node.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/** Objects that SOPS encrypted, applied by a Flux Kustomization that does not decrypt. */
export function encryptedWithoutDecryption({ object, file, context: { workspace } }: Subject): Finding[] {
  const sops = entryOf(asMap(entryOf(object.node, 'sops')?.value), 'mac') && entryOf(object.node, 'sops');
  if (sops === undefined || isOpaque(object.kind)) return [];
  const blind = sureAppliers(workspace, file.path).find(
    (applier) => effectiveKustomization(workspace, applier)?.decrypts === false,
  );
  if (blind === undefined) return [];
  const message =
    `The ${object.kind} is encrypted with SOPS, but Kustomization ${blind.name} that applies it does not decrypt: ` +
    'it would apply the ciphertext. Set spec.decryption there, with "provider: sops".';
  // Who applies the Kustomization may patch decryption into it.
  const severity = isAppliedHere(workspace, blind) ? severityOf('encrypted-without-decryption') : 'warning';
  const related = [
    { path: blind.path, span: blind.nameSpan, message: `Kustomization ${blind.name} is declared here.` },
  ];
  return [{ code: 'encrypted-without-decryption', severity, message, span: sops.key.span, related }];
}
