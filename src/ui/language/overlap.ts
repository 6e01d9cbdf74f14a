/** A stretch of a document by lines and characters from zero, its end excluded. Compatible with `vscode.Range`. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** The part of a diagnostic that tells whether two are about the same. Compatible with `vscode.Diagnostic`. */
export interface PlacedDiagnostic {
  readonly range: TextRange;
  readonly source?: string | undefined;
}

/** How the YAML extension names the source of what a schema finds: `yaml-schema: <the schema's name>`. */
const schemaSource = 'yaml-schema';

/** Those of `all` diagnostics that the YAML extension found by a schema. */
export function schemaFindings<D extends PlacedDiagnostic>(all: readonly D[]): readonly D[] {
  return all.filter(({ source }) => source?.startsWith(schemaSource) === true);
}

/**
 * Our findings without those that the YAML extension has too. Two are the same where they begin in one line and share
 * a character or touch: a finding of theirs about a whole mapping says nothing of what is wrong further down in it.
 */
export function withoutDoubles<D extends PlacedDiagnostic>(
  ours: readonly D[],
  theirs: readonly PlacedDiagnostic[],
): readonly D[] {
  return ours.filter(({ range }) => !theirs.some((other) => isSame(range, other.range)));
}

function isSame(a: TextRange, b: TextRange): boolean {
  return a.start.line === b.start.line && !isBefore(a, b) && !isBefore(b, a);
}

function isBefore({ end }: TextRange, { start }: TextRange): boolean {
  return end.line < start.line || (end.line === start.line && end.character < start.character);
}
