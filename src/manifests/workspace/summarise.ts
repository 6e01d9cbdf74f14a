import type { DocumentContent, ManifestDocument, ManifestFile } from '../manifestFile.ts';
import { contentRole } from '../contentRole.ts';
import type { DocumentSummary, FileSummary } from './fileSummary.ts';
import { asMap } from '../yaml/node.ts';
import { placedSubstitutions } from '../variables/placedVariables.ts';
import { placing, type Placing } from './placing.ts';
import { summariseKustomization } from './summariseKustomization.ts';
import { summariseObject } from './summariseObject.ts';

/** Longer documents are not kept as text: nobody writes patches of that length. */
const longestText = 16_384;

/** What a file says to others. Takes time in proportion to the file. */
export function summarise(file: ManifestFile): FileSummary {
  return { path: file.path, documents: file.documents.map((document) => summariseDocument(file.path, document)) };
}

function summariseDocument(path: string, { content, start, end }: ManifestDocument): DocumentSummary {
  const place = placing(path, start);
  const role = contentRole(path, content);
  const map = asMap(content.root);
  const isKustomization = role === 'kustomization' || role === 'component';
  return {
    span: { start, end },
    role,
    objects: role === 'object' ? content.objects.flatMap((object) => summariseObject(object, place) ?? []) : [],
    ...(isKustomization && map !== undefined && { kustomization: summariseKustomization(map, place, role) }),
    ...(isPatchLike(role, content) && { text: content.text }),
    ...variablesOf(role, content, place),
  };
}

function variablesOf(role: DocumentSummary['role'], { root, text }: DocumentContent, place: Placing) {
  if (role === 'helmTemplate') return {};
  const variables = placedSubstitutions(root, text)
    .uses.filter(({ escaped }) => !escaped)
    .map(({ name, nameSpan }) => ({ text: name, ...place(nameSpan) }));
  return variables.length > 0 && { variables };
}

function isPatchLike(role: DocumentSummary['role'], { text }: DocumentContent): boolean {
  return text.length <= longestText && (role === 'object' || role === 'jsonPatch');
}
