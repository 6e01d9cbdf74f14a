import type { ClusterFacts } from '../../../../src/flux/clusterFacts.ts';
import { schemaSet } from '../../../../src/schema/schemaSet.ts';
import { defaultSettings, type LanguageContext } from '../../../../src/language/context.ts';
import { checkReferences } from '../../../../src/language/references/checkReferences.ts';
import type { Finding } from '../../../../src/language/finding.ts';
import { readManifest, type ManifestFile } from '../../../../src/manifests/manifestFile.ts';
import { marked, withMarks } from '../../fixtures/marked.ts';
import { workspaceOf } from '../../manifests/workspace/fixture.ts';

/** A workspace of marked texts, its files, and where the cursor is. */
export interface Marked {
  readonly context: LanguageContext;
  readonly files: ReadonlyMap<string, ManifestFile>;
  readonly cursor: { readonly file: ManifestFile; readonly offset: number };
}

/** Reads files under `/repo` with marks in them, one of them with a cursor. */
export function read(sources: Readonly<Record<string, string>>, cluster?: ClusterFacts): Marked {
  const texts = Object.entries(sources).map(([path, source]) => [path, marked(source)] as const);
  const workspace = workspaceOf(Object.fromEntries(texts.map(([path, { text }]) => [path, text])));
  const files = new Map(texts.map(([path, { text }]) => [path, readManifest(`/repo/${path}`, text)]));
  const [path, at] = texts.find(([, { cursor }]) => cursor >= 0) ?? texts[0] ?? ['', { cursor: 0 }];
  return {
    context: { schemas: schemaSet([]), workspace, cluster, settings: defaultSettings },
    files,
    cursor: { file: files.get(path) ?? readManifest('/none', ''), offset: Math.max(0, at.cursor) },
  };
}

/** The findings in a file, with spans that count from its start. */
export function findingsIn({ context, files }: Marked, path: string): Finding[] {
  const file = files.get(path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.documents.flatMap((document) =>
    checkReferences(file, document, context).map((finding) => ({
      ...finding,
      span: { start: finding.span.start + document.start, end: finding.span.end + document.start },
    })),
  );
}

/** The texts of all files, with findings marked by `severity code`. */
export function withFindings(workspace: Marked): Record<string, string> {
  return Object.fromEntries(
    [...workspace.files].map(([path, { text }]) => [
      path,
      withMarks(
        text,
        findingsIn(workspace, path).map(({ span, severity, code }) => ({ ...span, label: `${severity} ${code}` })),
      ),
    ]),
  );
}

/** The texts of all files, with places marked. */
export function withPlaces(
  { files }: Marked,
  places: readonly { readonly path: string; readonly span: { readonly start: number; readonly end: number } }[],
): Record<string, string> {
  return Object.fromEntries(
    [...files].map(([path, { text }]) => [
      path,
      withMarks(
        text,
        places.filter((place) => place.path === `/repo/${path}`).map(({ span }) => ({ ...span, label: '' })),
      ),
    ]),
  );
}
