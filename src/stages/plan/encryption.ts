import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { isEncrypted } from '../../manifests/role.ts';
import { asMap, asSequence, asString, entryOf } from '../../manifests/yaml/node.ts';
import type { PlanSide } from './context.ts';
import { counterpart } from './counterpart.ts';

/** Where SOPS names who can decrypt (github.com/getsops/sops, stores/stores.go), and the fields that tell one from another. */
const recipients: Readonly<Record<string, readonly string[]>> = {
  age: ['recipient'],
  pgp: ['fp'],
  kms: ['arn', 'role'],
  gcp_kms: ['resource_id'],
  azure_kv: ['vault_url', 'name', 'version'],
  hc_vault: ['vault_address', 'engine_path', 'key_name'],
};

/** More encrypted files than this are not looked at. */
const mostFiles = 200;

/** Whether a stage surely has the keys of an encrypted document: a file of its own is encrypted for the same. */
export function canDecrypt(side: PlanSide, content: DocumentContent): boolean {
  const wanted = recipientsOf(content);
  if (wanted === '') return false;
  let left = mostFiles;
  for (const [path, text] of side.files) {
    const isOwn = text.includes('ENC[') && counterpart(path, side.stage, side.stage) !== undefined;
    if (!isOwn) continue;
    if (--left < 0) return false;
    const documents = side.manifest(path)?.documents ?? [];
    if (documents.some((one) => isEncrypted(one.content) && recipientsOf(one.content) === wanted)) return true;
  }
  return false;
}

/** All recipients of a document as one text; empty for none. */
function recipientsOf({ root }: DocumentContent): string {
  const sops = asMap(entryOf(asMap(root), 'sops')?.value);
  const all = Object.entries(recipients).flatMap(([kind, fields]) =>
    (asSequence(entryOf(sops, kind)?.value)?.items ?? []).map((item) =>
      [kind, ...fields.map((field) => asString(entryOf(asMap(item), field)?.value) ?? '')].join(' '),
    ),
  );
  return all.toSorted().join('\n');
}
