import type { Diagnostic } from 'vscode-languageserver/node';
import type { LanguageContext } from '../../language/context.ts';
import type { Finding } from '../../language/finding.ts';
import { isKnownEarly } from '../../language/codes.ts';
import { validateFile } from '../../language/validate.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { Documents, OpenDocument } from '../documents.ts';
import type { Facts } from '../facts.ts';
import type { Places } from '../places.ts';
import { toDiagnostic } from '../translate/diagnostics.ts';

/** What is said about one version of a document, given what is known. */
export interface Report {
  readonly version: number;
  /** The same for the same diagnostics. */
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reports on open documents; each is made once for the same text and facts. */
export interface Reports {
  of(document: OpenDocument): Report;
  forget(uri: string): void;
}

/** What reports are made from. */
export interface ReportSources {
  readonly documents: Documents;
  readonly facts: Facts;
  readonly places: Places;
  /** Whether all files of the workspace are known. */
  readonly isReady: () => boolean;
  /** The page to which `#code` is added. */
  readonly page: string | undefined;
  /** Hears that a report was made, on which file and given what. */
  readonly onReport: (file: ManifestFile, context: LanguageContext) => void;
}

interface Kept {
  readonly file: ManifestFile;
  readonly context: LanguageContext;
  readonly ready: boolean;
  readonly report: Report;
}

/** Makes reports, and keeps the last one of each document until it is forgotten. */
export function createReports({ documents, facts, places, isReady, page, onReport }: ReportSources): Reports {
  const kept = new Map<string, Kept>();
  let number = 0;

  return {
    of(document) {
      const { uri, version } = document;
      const [file, context, ready] = [documents.read(document), facts.context(), isReady()];
      const before = kept.get(uri);
      if (before?.file === file && before.context === context && before.ready === ready) return before.report;
      const all = validateFile(file, context);
      const findings = ready ? all : all.filter(({ code }) => isKnownEarly(code));
      const diagnostics = findings.map((finding) => toDiagnostic(finding, file.lines, { page, ...places }));
      const isSame = JSON.stringify(diagnostics) === JSON.stringify(before?.report.diagnostics);
      const id = isSame && before !== undefined ? before.report.id : String(++number);
      const report = { version, id, findings, diagnostics };
      if (documents.get(uri) === document) kept.set(uri, { file, context, ready, report });
      onReport(file, context);
      return report;
    },
    forget: (uri) => void kept.delete(uri),
  };
}
