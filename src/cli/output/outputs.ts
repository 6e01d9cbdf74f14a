import type { Verdict } from '../verdict.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

/** The ways in which a verdict can be printed. */
export const outputs = ['text', 'json', 'sarif', 'github'] as const;

export type OutputName = (typeof outputs)[number];

/** What outputs say besides the verdict. */
export interface OutputFacts {
  /** Of Sluice. */
  readonly version: string;
  /** The page about diagnostics to which `#code` is added, if it is on the web. */
  readonly page: string | undefined;
  /** The absolute path that the verdict's paths are relative to. */
  readonly folder: string;
}

/** A verdict as text, ending in a line break. */
export function format(output: OutputName, verdict: Verdict, facts: OutputFacts): string {
  switch (output) {
    case 'text':
      return formatText(verdict);
    case 'json':
      return formatJson(verdict, facts);
    case 'sarif':
      return formatSarif(verdict, facts);
    case 'github':
      return formatGithub(verdict);
  }
}
