import type { Severity } from '../language/finding.ts';

export type { Severity };

/** The severities, the gravest first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** Whether a severity is as grave as another, or graver. */
export function isAsGrave(severity: Severity, than: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(than);
}
