/** How grave a finding is. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * What a finding follows from: `document` and its schema alone, or the `workspace`, in which another file may refute it
 * (a patch that supplies a field, an object that is referred to, a kustomization that says that a file is a patch).
 * Those of the workspace are told once all its files are known.
 */
type Basis = 'document' | 'workspace';

/** Every code with the severity that it has unless a finding has reason to be milder. Each has a section in docs/diagnostics.md. */
const table = [
  // YAML
  ['yaml-syntax', 'error', 'document'],
  ['duplicate-key', 'error', 'document'],
  // Schemas
  ['unknown-field', 'error', 'document'],
  ['missing-field', 'error', 'workspace'],
  ['wrong-type', 'error', 'document'],
  ['not-allowed', 'error', 'document'],
  ['pattern', 'error', 'document'],
  ['format', 'error', 'document'],
  ['out-of-range', 'error', 'document'],
  ['size', 'error', 'document'],
  ['no-alternative', 'error', 'document'],
  ['duplicate-item', 'error', 'document'],
  ['metadata', 'error', 'document'],
  ['rule', 'error', 'document'],
  // Kinds and versions
  ['unknown-kind', 'error', 'workspace'],
  ['unknown-version', 'error', 'workspace'],
  ['removed-version', 'error', 'document'],
  ['deprecated-version', 'warning', 'document'],
  ['flux-v1', 'warning', 'document'],
  // Patches and inline YAML
  ['invalid-patch', 'error', 'document'],
  // Variables
  ['undeclared-variable', 'error', 'workspace'],
  ['bad-substitution', 'error', 'document'],
  // References
  ['missing-reference', 'warning', 'workspace'],
  ['missing-file', 'error', 'workspace'],
  ['dependency-cycle', 'error', 'workspace'],
  // Danger
  ['prunes-own-namespace', 'warning', 'workspace'],
  ['plaintext-secret', 'warning', 'document'],
  ['encrypted-without-decryption', 'error', 'workspace'],
  ['applied-twice', 'warning', 'workspace'],
  ['duplicate-object', 'error', 'workspace'],
  ['short-interval', 'warning', 'document'],
  // Ignoring
  ['ignore-without-reason', 'warning', 'document'],
  ['unused-ignore', 'hint', 'workspace'],
] as const satisfies readonly (readonly [string, Severity, Basis])[];

/** What a finding is about. */
export type Code = (typeof table)[number][0];

/** All codes, in the order of their page. */
export const codes: readonly Code[] = table.map(([code]) => code);

const severities: ReadonlyMap<string, Severity> = new Map(table.map(([code, severity]) => [code, severity]));

const ofWorkspace: ReadonlySet<string> = new Set(
  table.filter(([, , basis]) => basis === 'workspace').map(([code]) => code),
);

/** The severity of a code's findings where nothing speaks for another. */
export function severityOf(code: Code): Severity {
  return severities.get(code) ?? 'error';
}

/** Whether a finding with this code stands before all files of the workspace are known. */
export function isKnownEarly(code: string): boolean {
  return !ofWorkspace.has(code);
}
