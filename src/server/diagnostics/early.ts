import type { Code } from '../../language/codes.ts';
import type { Finding } from '../../language/finding.ts';

/**
 * Codes of findings that a file elsewhere may refute: a patch that supplies a field, an object that is referred to, a
 * kustomization that says that a file is a patch.
 */
const judgedByOthers: ReadonlySet<string> = new Set<Code>([
  'missing-field',
  'unknown-kind',
  'unknown-version',
  'undeclared-variable',
  'missing-reference',
  'missing-file',
  'dependency-cycle',
  'prunes-own-namespace',
  'encrypted-without-decryption',
  'applied-twice',
  'duplicate-object',
  'unused-ignore',
]);

/** Whether a finding stands before all files of the workspace are known. */
export function isKnownEarly({ code }: Finding): boolean {
  return !judgedByOthers.has(code);
}
