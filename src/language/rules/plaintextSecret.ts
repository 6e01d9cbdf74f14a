import { asScalar, entriesAt, entryOf, keyName, type YamlEntry } from '../../manifests/yaml/node.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/** Keys that by their names hold what everybody may know. */
const publicKeys =
  /(?:\.(?:crt|cer|pub)|^known_hosts|^ca\.pem|(?:^|[._-])(?:user|username|type|driver|url|uri|host|hostname|port|name|db|database|endpoint|server|region|bucket|namespace|email|mode|issuer|ice))$/i;

/** Files of configuration hold secrets only where they say so. */
const configuration = /\.(?:ya?ml|json|ini|conf|cfg|toml|properties|xml|env)$/i;
const secretWord =
  /(?:password|passwd|token|secret|api[-_]?key|private[-_]?key|credential)[\w-]*["']?\s*[:=]\s*["']?[^\s"'$<{]/i;

/** Values that only hold a place: `<token>`, `REPLACE_ME`, `...`, `xxx`. */
const placeholders = /^(?:<.*>|\W*|x+|.*(?:replace|change|your)[-_ ]?.*|todo|redacted|placeholder)$/i;

/** Secrets whose values can be read by whoever reads the repository. */
export function plaintextSecrets({ object, document }: Subject): Finding[] {
  if (object.kindId !== '/Secret' || isEncrypted(document.content.root)) return [];
  const open = [...entriesAt(object.node, ['data']), ...entriesAt(object.node, ['stringData'])].filter(isOpen);
  const [first] = open;
  if (first === undefined) return [];
  const names = open.map(({ key }) => `"${keyName(key)}"`);
  const listed = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const message =
    `The Secret ${object.name ?? ''} holds ${listed} in plain text (base64 hides nothing): whoever reads the repository has it. ` +
    'Encrypt the file with SOPS, or use an ExternalSecret or a SealedSecret.';
  return [{ code: 'plaintext-secret', severity: severityOf('plaintext-secret'), message, span: first.key.span }];
}

function isEncrypted(root: Subject['document']['content']['root']): boolean {
  return root?.type === 'map' && entryOf(root, 'sops') !== undefined;
}

function isOpen({ key, value }: YamlEntry): boolean {
  const scalar = asScalar(value);
  if (scalar === undefined || scalar.value === null || scalar.text.trim() === '') return false;
  const name = keyName(key);
  const plain = decoded(scalar.text);
  if (isOpaque(scalar.text) || isOpaque(plain) || publicKeys.test(name) || placeholders.test(plain)) return false;
  return !configuration.test(name) || secretWord.test(plain);
}

/** What base64 stands for, where it is text; else the text itself. */
function decoded(text: string): string {
  if (text.length > 100_000 || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(text)) return text;
  try {
    const plain = atob(text.trim());
    return /^[\x20-\x7e\s]*$/.test(plain) ? plain : text;
  } catch {
    return text;
  }
}
