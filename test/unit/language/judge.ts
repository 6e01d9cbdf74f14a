import { defaultSettings, type LanguageContext } from '../../../src/language/context.ts';
import type { Finding } from '../../../src/language/finding.ts';
import { validateFile } from '../../../src/language/validate.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { summarise } from '../../../src/manifests/workspace/summarise.ts';
import { completed, emptyWorkspace, withFiles, type Workspace } from '../../../src/manifests/workspace/workspace.ts';
import { layerOf } from '../../../src/schema/layer.ts';
import type { KindEntry, KindSchema } from '../../../src/schema/schema.ts';
import { schemaSet } from '../../../src/schema/schemaSet.ts';
import { marked, withMarks } from '../fixtures/marked.ts';

/** A kind that takes anything: `apps/v1 Deployment`, `v1 Pod`. */
export function anyKind(apiVersionKind: string, more: Partial<KindSchema> = {}): KindEntry & KindSchema {
  const [apiVersion = '', kind = ''] = apiVersionKind.split(' ');
  const slash = apiVersion.lastIndexOf('/');
  return {
    group: apiVersion.slice(0, Math.max(slash, 0)),
    version: apiVersion.slice(slash + 1),
    kind,
    namespaced: true,
    plural: '',
    shortNames: [],
    schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    definition: () => undefined,
    origin: 'catalogue',
    source: 'a test',
    custom: true,
    ...more,
  };
}

/** What is known to the judges of a test's manifests. */
export function contextOf(
  facts: Partial<LanguageContext> & { kinds?: readonly (KindEntry & KindSchema)[] } = {},
): LanguageContext {
  const { kinds = [], ...more } = facts;
  return {
    schemas: schemaSet([layerOf(kinds, false)]),
    workspace: completed(emptyWorkspace(['/repo'])),
    cluster: undefined,
    settings: defaultSettings,
    ...more,
  };
}

/** A workspace of marked files by their paths below `/repo`. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const summaries = Object.entries(files).map(([path, source]) =>
    summarise(readManifest(`/repo/${path}`, marked(source).text)),
  );
  return completed(withFiles(emptyWorkspace(['/repo']), summaries));
}

/**
 * Files with their findings' codes as marks, all judged in one workspace: to be compared with the files given. References
 * that lead nowhere are left out; they have tests of their own.
 */
export function judgedFiles(
  files: Readonly<Record<string, string>>,
  facts: Parameters<typeof contextOf>[0] = {},
): Record<string, string> {
  const context = contextOf({ workspace: workspaceOf(files), ...facts });
  const judge = ([path, source]: [string, string]) => {
    const findings = findingsIn(source, context, `/repo/${path}`).filter(
      ({ code }) => code !== 'missing-reference' && code !== 'missing-file',
    );
    return [path, withCodes(source, findings)];
  };
  return Object.fromEntries(Object.entries(files).map(judge)) as Record<string, string>;
}

/** The findings of a marked text's file. */
export function findingsIn(source: string, context = contextOf(), path = '/repo/file.yaml'): Finding[] {
  return validateFile(readManifest(path, marked(source).text), context);
}

/** The text of a file with its findings' codes as marks, to be compared with the source that it was read from. */
export function judged(source: string, context = contextOf(), path = '/repo/file.yaml'): string {
  return withCodes(source, findingsIn(source, context, path));
}

function withCodes(source: string, findings: readonly Finding[]): string {
  return withMarks(
    marked(source).text,
    findings.map(({ span, code }) => ({ ...span, label: code })),
  );
}

/** A text after the first fix of its first finding. */
export function mended(source: string, context = contextOf(), title?: string): string {
  const { text } = marked(source);
  const fixes = findingsIn(source, context).flatMap((finding) => finding.fixes ?? []);
  const fix = title === undefined ? fixes[0] : fixes.find((one) => one.title === title);
  const edits = fix?.edits.toSorted((one, other) => other.span.start - one.span.start) ?? [];
  return edits.reduce((made, { span, text: to }) => made.slice(0, span.start) + to + made.slice(span.end), text);
}
