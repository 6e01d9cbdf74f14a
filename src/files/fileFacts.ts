import type { DocumentContent, ManifestFile } from '../manifests/manifestFile.ts';
import type { FileSummary } from '../manifests/workspace/fileSummary.ts';
import { summarise } from '../manifests/workspace/summarise.ts';
import { toJson } from '../manifests/yaml/toJson.ts';
import { kindsOfCrd, type CustomKind } from '../schema/fromCrd.ts';

/** What a file contributes to all others: its text and nodes need not be kept for it. */
export interface FileFacts {
  readonly summary: FileSummary;
  /** The kinds that its CustomResourceDefinitions declare; the same list for the same documents. */
  readonly kinds: readonly CustomKind[];
}

/** Reads off a file what it contributes. */
export function factsOf(file: ManifestFile): FileFacts {
  const kinds = file.documents.flatMap(({ content }) => kindsIn(content, file.path));
  return { summary: summarise(file), kinds: kinds.length === 0 ? none : kinds };
}

const none: readonly CustomKind[] = [];
const known = new WeakMap<DocumentContent, readonly CustomKind[]>();

/** CRDs are large; while another document of the file is edited, theirs stay the same values. */
function kindsIn(content: DocumentContent, path: string): readonly CustomKind[] {
  const before = known.get(content);
  if (before !== undefined) return before;
  const kinds = content.objects
    .filter(({ kindId }) => kindId === 'apiextensions.k8s.io/CustomResourceDefinition')
    .flatMap(({ node }) => kindsOfCrd(toJson(node), { origin: 'workspace', source: path }));
  if (kinds.length > 0) known.set(content, kinds);
  return kinds.length > 0 ? kinds : none;
}
