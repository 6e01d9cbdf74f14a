import type { Severity } from './finding.ts';

/** Every code with the severity that it has unless a finding has reason to be milder. Each has a section in docs/diagnostics.md. */
const table = [
  // YAML
  ['yaml-syntax', 'error'],
  ['duplicate-key', 'error'],
  // Schemas
  ['unknown-field', 'error'],
  ['missing-field', 'error'],
  ['wrong-type', 'error'],
  ['not-allowed', 'error'],
  ['pattern', 'error'],
  ['format', 'error'],
  ['out-of-range', 'error'],
  ['size', 'error'],
  ['no-alternative', 'error'],
  ['duplicate-item', 'error'],
  ['metadata', 'error'],
  ['rule', 'error'],
  // Kinds and versions
  ['unknown-kind', 'error'],
  ['unknown-version', 'error'],
  ['removed-version', 'error'],
  ['deprecated-version', 'warning'],
  ['flux-v1', 'warning'],
  // Patches and inline YAML
  ['invalid-patch', 'error'],
  // Variables
  ['undeclared-variable', 'error'],
  ['bad-substitution', 'error'],
  // References
  ['missing-reference', 'warning'],
  ['missing-file', 'error'],
  ['dependency-cycle', 'error'],
  // Danger
  ['prunes-own-namespace', 'warning'],
  ['plaintext-secret', 'warning'],
  ['encrypted-without-decryption', 'error'],
  ['applied-twice', 'warning'],
  ['duplicate-object', 'error'],
  ['short-interval', 'warning'],
  // Ignoring
  ['ignore-without-reason', 'warning'],
  ['unused-ignore', 'hint'],
] as const satisfies readonly (readonly [string, Severity])[];

/** What a finding is about. */
export type Code = (typeof table)[number][0];

/** All codes, in the order of their page. */
export const codes: readonly Code[] = table.map(([code]) => code);

const severities: ReadonlyMap<string, Severity> = new Map(table);

/** The severity of a code's findings where nothing speaks for another. */
export function severityOf(code: Code): Severity {
  return severities.get(code) ?? 'error';
}
