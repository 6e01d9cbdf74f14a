import { documentAt, type ManifestFile } from '../../manifests/manifestFile.ts';
import { secretsAt, type SecretStretch } from '../../manifests/secrets.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { Finding } from '../finding.ts';

/** Stands for what may not be told. */
const hidden = '…';

/** Pieces of a value that are shorter are in every sentence. */
const piece = /[\p{L}\p{N}_]{3,}/gu;

/**
 * The findings of a file, whose spans count from its start, without any value of a Secret: in the messages and titles of
 * those that touch one, whatever is quoted from it becomes "…". The last gate before findings leave the language's room,
 * so that no rule can forget it.
 */
export function withoutSecrets(file: ManifestFile, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => {
    const related = finding.related?.filter(({ path }) => path === file.path) ?? [];
    const secrets = [finding, ...related].flatMap(({ span }) => secretsTouched(file, span));
    return secrets.length === 0 ? finding : cleaned(finding, secrets.map(({ text }) => text).join('\n'));
  });
}

function secretsTouched(file: ManifestFile, { start, end }: Span): readonly SecretStretch[] {
  const document = documentAt(file, start);
  if (document === undefined) return [];
  return secretsAt(document.content, { start: start - document.start, end: end - document.start });
}

function cleaned(finding: Finding, secret: string): Finding {
  const clean = cleaner(secret);
  const { message, fixes, related } = finding;
  return {
    ...finding,
    message: clean(message),
    ...(fixes !== undefined && { fixes: fixes.map((fix) => ({ ...fix, title: clean(fix.title) })) }),
    ...(related !== undefined && { related: related.map((one) => ({ ...one, message: clean(one.message) })) }),
  };
}

/** Takes a secret's pieces out of texts: from between quotes all that has one, elsewhere what is no mere word. */
function cleaner(secret: string): (text: string) => string {
  const isTold = (text: string): boolean =>
    /[\p{L}\p{N}]/u.test(text) && [text, ...(text.match(piece) ?? [])].some((one) => secret.includes(one));
  return (text) =>
    text
      .replaceAll(/"((?:[^"\\]|\\.)*)"/g, (quoted, inner: string) => (isTold(inner) ? `"${hidden}"` : quoted))
      .replaceAll(piece, (word) => (/\p{N}/u.test(word) && secret.includes(word) ? hidden : word));
}
