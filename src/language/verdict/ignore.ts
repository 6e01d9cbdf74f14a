import { groupBy } from '../../base/groupBy.ts';
import { isTooLarge, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { codes, severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';

/** A comment that silences findings: `# sluice-ignore <code>[, <code>]: reason`, or `# sluice-ignore-file ...`. */
interface IgnoreComment {
  /** From the hash to the end of the line. */
  readonly span: Span;
  readonly codes: readonly { readonly code: string; readonly span: Span }[];
  readonly reason: string;
  /** The line whose findings it silences; undefined for those of the whole file. */
  readonly line: number | undefined;
}

const pattern = /(^|[ \t])#[ \t]*sluice-ignore(-file)?(?![\w-])([^\r\n:]*)(?::([^\r\n]*))?/gm;

/**
 * The findings of a file that no comment silences, and what is wrong with the comments: one without a reason, and one
 * that silences nothing. Spans count from the start of the file. A comment of its own line speaks of the next line
 * that is no comment, one behind a value of its own.
 */
export function withoutIgnored(file: ManifestFile, findings: readonly Finding[]): Finding[] {
  if (!file.text.includes('sluice-ignore') || file.documents.every(({ content }) => isTooLarge(content)))
    return [...findings];
  const comments = ignoreComments(file);
  const byLine = groupBy(comments, ({ line }) => line);
  const used = new Set<object>();
  const left = findings.filter(({ code, span }) => {
    const line = file.lines.positionAt(span.start).line;
    const named = [...(byLine.get(undefined) ?? []), ...(byLine.get(line) ?? [])].flatMap((comment) =>
      comment.codes.filter((one) => one.code === code),
    );
    for (const one of named) used.add(one);
    return named.length === 0;
  });
  return [...left, ...comments.flatMap((comment) => complaints(comment, used, isBroken(file)))];
}

function ignoreComments({ text, lines }: ManifestFile): IgnoreComment[] {
  const nextLine = nextLineOf(text, lines);
  return Array.from(text.matchAll(pattern), (match): IgnoreComment => {
    const [whole, before = '', forFile, listed = '', reason = ''] = match;
    const start = match.index + before.length;
    const { line } = lines.positionAt(start);
    const listStart = match.index + whole.indexOf('sluice-ignore') + `sluice-ignore${forFile ?? ''}`.length;
    const named = Array.from(listed.matchAll(/[^\s,]+/g), ({ 0: code, index }) => {
      const from = listStart + index;
      return { code, span: { start: from, end: from + code.length } };
    });
    const isAlone = text.slice(lines.lineStart(line), start).trim() === '';
    const target = forFile !== undefined ? undefined : isAlone ? nextLine(line) : line;
    return { span: { start, end: match.index + whole.length }, codes: named, reason: reason.trim(), line: target };
  });
}

/** Finds the next line that holds more than a comment, asked for ever later lines; without one the line itself. */
function nextLineOf(text: string, lines: ManifestFile['lines']): (from: number) => number {
  let found = -1;
  const isBlank = (line: number): boolean => {
    const content = text.slice(lines.lineStart(line), lines.lineStart(line + 1)).trim();
    return content === '' || content.startsWith('#');
  };
  return (from) => {
    if (found <= from) {
      found = from + 1;
      while (found < lines.lineCount && isBlank(found)) found++;
    }
    return found < lines.lineCount ? found : from;
  };
}

/** Whether a document is no YAML: what its comments ignore may only not have been found. */
function isBroken({ documents }: ManifestFile): boolean {
  return documents.some(({ content }) => content.problems.some(({ warning }) => !warning));
}

function complaints(comment: IgnoreComment, used: ReadonlySet<object>, broken: boolean): Finding[] {
  const found = comment.codes
    .filter((one) => !used.has(one))
    .flatMap(({ code, span }): Finding[] => {
      const isCode = codes.some((known) => known === code);
      if (isCode && broken) return [];
      const message = isCode
        ? `There is no "${code}" here that this comment could ignore. Remove it.`
        : `"${code}" is not a diagnostic of Sluice. Write it as "# sluice-ignore <code>: <reason>".`;
      const severity = isCode ? severityOf('unused-ignore') : 'warning';
      return [{ code: 'unused-ignore', severity, message, span, tags: ['unnecessary'] }];
    });
  if (comment.codes.length === 0) {
    const message = 'The comment names no diagnostic to ignore. Write it as "# sluice-ignore <code>: <reason>".';
    return [{ code: 'unused-ignore', severity: 'warning', message, span: comment.span }];
  }
  if (comment.reason !== '') return found;
  const message = 'Say why this is ignored, for who reads it next: "# sluice-ignore <code>: <reason>".';
  return [
    ...found,
    { code: 'ignore-without-reason', severity: severityOf('ignore-without-reason'), message, span: comment.span },
  ];
}
