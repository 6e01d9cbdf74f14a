import { pathToFileURL } from 'node:url';
import type { PrintedFinding, Verdict } from '../verdict.ts';

/** What the log says of its tool and place. */
export interface SarifFacts {
  readonly version: string;
  readonly page: string | undefined;
  readonly folder: string;
}

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** A log in SARIF 2.1.0, as code scanning services read it. */
export function formatSarif({ findings }: Verdict, { version, page, folder }: SarifFacts): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Sluice',
            semanticVersion: version,
            ...(page !== undefined && { informationUri: page }),
            rules: codes.map((code) => ({ id: code, ...(page !== undefined && { helpUri: `${page}#${code}` }) })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(folder).href}/` } },
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(
  { path, line, column, endLine, endColumn, severity, code, message }: PrintedFinding,
  rule: number,
): object {
  return {
    ruleId: code,
    ruleIndex: rule,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}
