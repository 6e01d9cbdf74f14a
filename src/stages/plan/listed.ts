import { foundAt } from '../../manifests/edits/innermost.ts';
import { insertBelow, insertInto } from '../../manifests/edits/insert.ts';
import { childrenOf, placedAt } from '../../manifests/edits/nodesAround.ts';
import { removeNode } from '../../manifests/edits/remove.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { fileNameOf, folderOf, isWithin, resolvePath } from '../../manifests/workspace/paths.ts';
import { asMap, entryOf } from '../../manifests/yaml/node.ts';
import type { Files } from '../terms/application.ts';
import type { PlanSide } from './context.ts';

/** A kustomization that names a file or folder among its resources, and how. */
export interface Listing {
  /** Of the kustomization, from the repository's root. */
  readonly path: string;
  /** As it is written there. */
  readonly entry: string;
}

type ListedSide = Pick<PlanSide, 'manifest' | 'files'>;

const names: ReadonlySet<string> = new Set(kustomizationFileNames);
const kept = new WeakMap<Files, readonly string[]>();

function kustomizationsIn(files: Files): readonly string[] {
  const known = kept.get(files) ?? Array.from(files.keys()).filter((path) => names.has(fileNameOf(path)));
  kept.set(files, known);
  return known;
}

/**
 * The kustomizations that list a file or folder: the one beside it or nearest above it first. Empty where none does: Flux
 * then takes it as it is.
 */
export function listingsOf(side: ListedSide, path: string): readonly Listing[] {
  const name = fileNameOf(path);
  const found = kustomizationsIn(side.files).flatMap((file) => {
    // Most kustomizations are passed over by their text: reading them all would take long.
    if (side.files.get(file)?.includes(name) !== true) return [];
    const folder = folderOf(`/${file}`);
    const entry = resourcesIn(side.manifest(file)).find((one) => resolvePath(folder, one) === `/${path}`);
    return entry === undefined ? [] : [{ path: file, entry }];
  });
  const distance = ({ path: file }: Listing): number => {
    const folder = folderOf(`/${file}`);
    return isWithin(`/${path}`, folder) ? -folder.length : 1;
  };
  return found.toSorted((one, other) => distance(one) - distance(other));
}

function resourcesIn(file: ManifestFile | undefined): readonly string[] {
  const place = placedAt(file?.documents[0]?.content.root, ['resources']);
  return place === undefined
    ? []
    : childrenOf(place).flatMap(({ node }) => (node.type === 'scalar' ? [node.text] : []));
}

/** Adds a path to the resources of a kustomization. Undefined where it is listed or its place cannot be told. */
export function withResource(file: ManifestFile, entry: string): TextEdit | undefined {
  const found = foundAt(file, { start: 0, end: 0 }, []);
  const document = file.documents[0];
  if (document === undefined || resourcesIn(file).some((one) => normal(one) === normal(entry))) return undefined;
  const { content, start } = document;
  const root = placedAt(content.root, []);
  if (root === undefined || found?.place.node.type === 'scalar') return undefined;
  const list = placedAt(content.root, ['resources']);
  const written = entryOf(asMap(content.root), 'resources');
  const edit =
    list?.node.type === 'sequence'
      ? insertInto(content, list, { value: entry })
      : written === undefined
        ? insertInto(content, root, { key: 'resources', value: [entry] })
        : insertBelow(content, written, { value: entry });
  return edit && { span: { start: edit.span.start + start, end: edit.span.end + start }, newText: edit.newText };
}

/** Takes a path from the resources of a kustomization. */
export function withoutResource(file: ManifestFile, entry: string): TextEdit | undefined {
  const document = file.documents[0];
  const list = placedAt(document?.content.root, ['resources']);
  if (document === undefined || list === undefined) return undefined;
  const item = childrenOf(list).find(({ node }) => node.type === 'scalar' && node.text === entry);
  const edit = item && removeNode(document.content.text, item);
  return (
    edit && {
      span: { start: edit.span.start + document.start, end: edit.span.end + document.start },
      newText: edit.newText,
    }
  );
}

function normal(path: string): string {
  return path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
}
