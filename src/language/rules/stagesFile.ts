import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { readConfig } from '../../stages/config/readConfig.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';

/** What is wrong in a `.sluice.yaml`; spans count from the start of the file. */
export function stagesFindings(
  { text }: ManifestFile,
  { reportYamlSyntax }: { readonly reportYamlSyntax: boolean },
): Finding[] {
  return readConfig(text)
    .problems.filter(({ code }) => reportYamlSyntax || (code !== 'yaml-syntax' && code !== 'duplicate-key'))
    .map(({ code, message, span, instead }) => ({
      code,
      severity: severityOf(code),
      message,
      span,
      ...(instead !== undefined && {
        fixes: [{ title: `Change to "${instead}"`, edits: [{ span, text: instead }], preferred: true }],
      }),
    }));
}
