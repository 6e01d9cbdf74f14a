import { kinds } from '../../flux/kinds.ts';
import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import { fileNameOf } from '../../manifests/workspace/paths.ts';
import type { ManifestDocument, ManifestFile } from '../../manifests/manifestFile.ts';
import { roleOf } from '../../manifests/role.ts';
import { scalarAt } from '../../manifests/yaml/node.ts';
import { summarise } from '../../manifests/workspace/summarise.ts';
import { fileAt, rootOf } from '../../manifests/workspace/workspace.ts';
import type { DocumentSummary, FileSummary } from '../../manifests/workspace/fileSummary.ts';
import type { LanguageContext } from '../context.ts';
import type { Finding } from '../finding.ts';
import { placed } from '../place.ts';
import { dependencyCycles, kustomizationCycles } from './cycles.ts';
import { danglingReferences } from './danglingReferences.ts';
import { fluxPaths } from './fluxPaths.ts';
import { kustomizationPaths } from './kustomizationPaths.ts';
import { unmatchedPatches } from './unmatchedPatches.ts';

/**
 * References of a document that lead nowhere or in a circle: to objects, files and folders. Spans count from the start of
 * the document, those of related places from the start of their files. Says nothing while the workspace is not complete,
 * nor of a file outside its roots. The workspace must know the file as it is: its objects are compared with its summary.
 */
export function checkReferences(file: ManifestFile, document: ManifestDocument, context: LanguageContext): Finding[] {
  const { workspace } = context;
  if (!workspace.complete || rootOf(workspace, file.path) === undefined) return [];
  const role = roleOf(workspace, file.path, document.content);
  const summary = summaryOf(file, document, context);
  if (summary === undefined) return [];
  const fromStart = (findings: readonly Finding[]) =>
    findings.map((finding) => placed(finding, -document.start, file.path));
  if (role === 'kustomization' || role === 'component') {
    const { kustomization } = summary;
    if (kustomization === undefined || !isReadByKustomize(file.path)) return [];
    return fromStart([
      ...kustomizationPaths(workspace, kustomization),
      ...kustomizationCycles(workspace, kustomization),
      ...unmatchedPatches(workspace, kustomization),
    ]);
  }
  if (role !== 'object') return [];
  const dangling = document.content.objects.flatMap((object) =>
    danglingReferences(document.content.text, file.path, object, context),
  );
  const flux = document.content.objects.flatMap((object) => {
    const declared = summary.objects.find(({ span }) => span.start === document.start + object.node.span.start);
    if (declared === undefined) return [];
    const ignoreMissing = scalarAt(object.node, ['spec', 'ignoreMissingComponents'])?.value === true;
    const paths = object.kindId === kinds.kustomization ? fluxPaths(workspace, declared, ignoreMissing) : [];
    return [...paths, ...dependencyCycles(workspace, declared)];
  });
  return [...dangling, ...fromStart(flux)];
}

/** Kustomize goes by the file's name: under another one, a kustomization is a template or an example. */
function isReadByKustomize(path: string): boolean {
  return (kustomizationFileNames as readonly string[]).includes(fileNameOf(path));
}

/** The document's summary: the workspace's own where that is of the same text, so that cycles find back to it. */
function summaryOf(
  file: ManifestFile,
  document: ManifestDocument,
  { workspace }: LanguageContext,
): DocumentSummary | undefined {
  const known = fileAt(workspace, file.path);
  return (known && summaryAt(known, document)) ?? summaryAt(summarise(file), document);
}

/** Summaries stand in the order of the text; files have tens of thousands of documents. */
function summaryAt({ documents }: FileSummary, { start, end }: ManifestDocument): DocumentSummary | undefined {
  let low = 0;
  let high = documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((documents[middle]?.span.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const found = documents[low];
  return found?.span.start === start && found.span.end === end ? found : undefined;
}
