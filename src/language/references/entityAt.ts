import { kinds } from '../../flux/kinds.ts';
import { kindId } from '../../flux/object.ts';
import { resolvePath, folderOf } from '../../manifests/workspace/paths.ts';
import { documentAt, type ManifestDocument, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { asString, nodeAt, type Span, type YamlNode } from '../../manifests/yaml/node.ts';
import { namedObjects } from '../../manifests/workspace/references.ts';
import { isRemote } from '../../manifests/workspace/remote.ts';
import { summarise } from '../../manifests/workspace/summarise.ts';
import type { DocumentSummary } from '../../manifests/workspace/fileSummary.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { foldersOfPath } from './fluxPaths.ts';
import { wantedNamespaces, type Wanted } from './resolve.ts';

const namespaceKind = kindId('', 'Namespace');

/** What the cursor is on, and where that is written; the span counts from the start of the file. */
export type Entity =
  /** The name of an object, where it is declared. */
  | { readonly is: 'object'; readonly wanted: Wanted; readonly span: Span }
  /** A name that refers to an object. */
  | { readonly is: 'reference'; readonly wanted: Wanted; readonly span: Span }
  /** A path in a kustomization or a Flux Kustomization, with where it may lead, the likeliest first. */
  | { readonly is: 'path'; readonly targets: readonly string[]; readonly span: Span };

/** The object or path that is named at an offset of a file. */
export function entityAt(workspace: Workspace, file: ManifestFile, offset: number): Entity | undefined {
  const document = documentAt(file, offset);
  if (document === undefined) return undefined;
  return objectAt(workspace, file.path, document, offset) ?? pathAt(workspace, file, document, offset);
}

function objectAt(workspace: Workspace, path: string, document: ManifestDocument, offset: number): Entity | undefined {
  const placed = (node: YamlNode): Span => ({
    start: node.span.start + document.start,
    end: node.span.end + document.start,
  });
  const object = document.content.objects.find(({ node }) => covers(placed(node), offset));
  if (object === undefined) return undefined;
  const nameNode = nodeAt(object.node, ['metadata', 'name']);
  if (nameNode !== undefined && object.name !== undefined && covers(placed(nameNode), offset)) {
    return { is: 'object', wanted: declaredAs(workspace, path, object, object.name), span: placed(nameNode) };
  }
  const references = namedObjects(object);
  const inNamespaces = [
    nodeAt(object.node, ['metadata', 'namespace']),
    nodeAt(object.node, ['spec', 'targetNamespace']),
    ...references.map(({ namespaceNode }) => namespaceNode),
  ];
  for (const node of inNamespaces) {
    const name = asString(node);
    if (node === undefined || name === undefined || !covers(placed(node), offset)) continue;
    return {
      is: 'reference',
      wanted: { path, kindId: namespaceKind, name, namespaces: [undefined] },
      span: placed(node),
    };
  }
  for (const { nameNode: node, kindId: id, name, namespace } of references) {
    if (id === undefined || !covers(placed(node), offset)) continue;
    const namespaces = wantedNamespaces(workspace, { path, namespace: object.namespace }, namespace);
    return { is: 'reference', wanted: { path, kindId: id, name, namespaces }, span: placed(node) };
  }
  return undefined;
}

function declaredAs(workspace: Workspace, path: string, object: ManifestObject, name: string): Wanted {
  const { kindId: id, namespace } = object;
  return { path, kindId: id, name, namespaces: wantedNamespaces(workspace, { path, namespace }, undefined) };
}

function pathAt(
  workspace: Workspace,
  file: ManifestFile,
  document: ManifestDocument,
  offset: number,
): Entity | undefined {
  return pathsIn(workspace, file, document).find(({ span }) => covers(span, offset));
}

/** The paths that a document names, with where they may lead. Remote ones are none. */
export function pathsIn(
  workspace: Workspace,
  file: ManifestFile,
  document: ManifestDocument,
): (Entity & { is: 'path' })[] {
  const summary = summaryIn(file, document);
  const folder = folderOf(file.path);
  const own = (summary?.kustomization?.paths ?? [])
    .filter(({ text }) => !isRemote(text))
    .map(({ text, span }) => ({ is: 'path', targets: [resolvePath(folder, text)], span }) as const);
  const flux = (summary?.objects ?? []).flatMap((object) => {
    const path = object.fluxKustomization?.path;
    if (object.kindId !== kinds.kustomization || path === undefined) return [];
    const targets = foldersOfPath(workspace, object, path.text);
    const components = object.fluxKustomization?.components ?? [];
    return [
      { is: 'path', targets, span: path.span } as const,
      ...components.map(({ text, span }) => {
        return { is: 'path', targets: targets.map((target) => resolvePath(target, text)), span } as const;
      }),
    ];
  });
  return [...own, ...flux];
}

const summaries = new WeakMap<ManifestFile, ReadonlyMap<number, DocumentSummary>>();

function summaryIn(file: ManifestFile, { start }: ManifestDocument): DocumentSummary | undefined {
  const known =
    summaries.get(file) ?? new Map(summarise(file).documents.map((summary) => [summary.span.start, summary]));
  summaries.set(file, known);
  return known.get(start);
}

/** Whether an offset is in a span or at one of its ends. */
function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
