import type { ManifestFile } from '../manifests/manifestFile.ts';
import type { Span } from '../manifests/yaml/node.ts';
import { indentAt, lineBreakAt } from '../manifests/edits/lines.ts';
import type { DistantEdit, Edit, Finding } from './finding.ts';

/** A change that a person can choose. All spans count from the start of the file. */
export interface CodeAction {
  readonly title: string;
  /** `fix` mends one finding, `fixAll` all of its code in the file, `ignore` silences it. */
  readonly kind: 'fix' | 'fixAll' | 'ignore';
  readonly edits: readonly Edit[];
  /** In other documents. */
  readonly distant: readonly DistantEdit[];
  /** Whether it is the one to take without choosing. */
  readonly preferred: boolean;
  /** The finding that it was offered for. */
  readonly finding: Finding;
}

/** Findings about comments that ignore others: to ignore these too would lead nowhere. */
const notIgnored: ReadonlySet<string> = new Set(['ignore-without-reason', 'unused-ignore', 'yaml-syntax']);

/**
 * What can be done about the findings that touch a range: their fixes, the same fix for all findings of their code, and a
 * comment that ignores them. `findings` are all of the file's, as validateFile gives them.
 */
export function codeActions(file: ManifestFile, findings: readonly Finding[], range: Span): CodeAction[] {
  const here = findings.filter(({ span }) => span.start <= range.end && span.end >= range.start);
  const codes = new Set(here.map(({ code }) => code));
  return [
    ...here.flatMap(fixesOf),
    ...Array.from(codes, (code) => fixAll(findings.filter((finding) => finding.code === code))).filter(
      (action) => action !== undefined,
    ),
    ...here.flatMap((finding) => ignoring(file, finding)),
  ];
}

function fixesOf(finding: Finding): CodeAction[] {
  return (finding.fixes ?? []).map(({ title, edits, distant, preferred }) => ({
    title,
    kind: 'fix',
    edits,
    distant: distant ?? [],
    preferred: preferred ?? false,
    finding,
  }));
}

/** The preferred fixes of all findings, where there are several and they do not touch each other. */
function fixAll(findings: readonly Finding[]): CodeAction | undefined {
  const edits: Edit[] = [];
  let count = 0;
  for (const { fixes } of findings) {
    const fix = fixes?.find(({ preferred, distant }) => preferred === true && distant === undefined);
    if (fix === undefined || fix.edits.some((edit) => edits.some((other) => overlap(edit.span, other.span)))) continue;
    edits.push(...fix.edits);
    count++;
  }
  const [finding] = findings;
  if (finding === undefined || count < 2) return undefined;
  const title = `Fix all ${count} "${finding.code}" in this file`;
  return { title, kind: 'fixAll', edits, distant: [], preferred: false, finding };
}

function overlap(one: Span, other: Span): boolean {
  if (one.start === one.end && other.start === other.end) return one.start === other.start;
  return one.start < other.end && other.start < one.end;
}

/** A comment above the finding's line. The person replaces `<reason>`: an ignore without one is a finding itself. */
function ignoring({ text, lines }: ManifestFile, finding: Finding): CodeAction[] {
  const { code, span } = finding;
  if (notIgnored.has(code)) return [];
  const start = lines.lineStart(lines.positionAt(span.start).line);
  const content = start + (/^[ \t]*/.exec(text.slice(start, span.start))?.[0].length ?? 0);
  const comment = `${indentAt(text, content)}# sluice-ignore ${code}: <reason>${lineBreakAt(text, start)}`;
  const edits = [{ span: { start, end: start }, text: comment }];
  return [
    { title: `Ignore "${code}" here, with a reason`, kind: 'ignore', edits, distant: [], preferred: false, finding },
  ];
}
