import type { Report } from '../../../diff/report/report.ts';
import { formatDiffJson } from './diffJson.ts';
import { formatDiffMarkdown } from '../../../diff/report/diffMarkdown.ts';
import { formatDiffText } from './diffText.ts';

/** The ways in which a comparison can be printed. */
export const diffOutputs = ['text', 'json', 'markdown'] as const;

export type DiffOutput = (typeof diffOutputs)[number];

/** A comparison as text, ending in a line break. Values of Secrets are masked already. */
export function formatDiff(
  output: DiffOutput,
  report: Report,
  { version, color }: { readonly version: string; readonly color: boolean },
): string {
  switch (output) {
    case 'text':
      return formatDiffText(report, { color });
    case 'json':
      return formatDiffJson(report, version);
    case 'markdown':
      return formatDiffMarkdown(report);
  }
}
