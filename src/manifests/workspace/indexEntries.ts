import { isRemote, kustomizeFolder } from './remote.ts';
import type {
  DeclaredObject,
  DeclaredReference,
  FileSummary,
  KustomizationSummary,
  MadeObject,
  PathUse,
} from './fileSummary.ts';
import { folderOf, resolvePath, rootAmong } from './paths.ts';

/** What one file says under one key. */
export interface IndexEntry {
  /** Of the file. */
  readonly path: string;
  readonly object?: DeclaredObject;
  readonly made?: MadeObject;
  readonly reference?: DeclaredReference;
  readonly kustomization?: KustomizationSummary;
  readonly use?: PathUse;
}

/** The keys of the index. */
export const indexKey = {
  /** Declared objects of a kind. */
  kind: (kindId: string) => `kind ${kindId}`,
  /** Declared objects of a kind and name. */
  object: (kindId: string, name: string) => `object ${kindId}/${name}`,
  /** Objects of a kind that others make. */
  makes: (kindId: string) => `makes ${kindId}`,
  /** Objects of a kind and name that others make. */
  made: (kindId: string, name: string) => `made ${kindId}/${name}`,
  /** References to a kind and name. */
  refers: (kindId: string, name: string) => `refers ${kindId}/${name}`,
  /** Kustomizations, and Flux Kustomizations by their components, that name a path. */
  names: (path: string) => `names ${path}`,
  /** Flux Kustomizations whose spec.path is a folder. */
  applies: (folder: string) => `applies ${folder}`,
  /** Files with a kustomization, or a Flux Kustomization, that puts a prefix or suffix to names. */
  affixes: 'affixes',
  /** Kustomizations and Components that stand in a folder. */
  stands: (folder: string) => `stands ${folder}`,
};

/** The keys under which a file can be found, with what it says there. Paths are seen from the roots. */
export function indexEntries(file: FileSummary, roots: readonly string[]): (readonly [string, IndexEntry])[] {
  return file.documents.flatMap(({ objects, kustomization }) => [
    ...objects.flatMap((object) => objectEntries(object, rootAmong(roots, file.path))),
    ...(kustomization === undefined ? [] : kustomizationEntries(kustomization)),
  ]);
}

function objectEntries(object: DeclaredObject, root: string | undefined): (readonly [string, IndexEntry])[] {
  const { path, kindId, name, fluxKustomization: flux } = object;
  const entry = { path, object };
  const folder = flux === undefined || root === undefined ? undefined : kustomizeFolder(root, flux.path?.text);
  return [
    [indexKey.kind(kindId), entry],
    ...(flux !== undefined && hasAffix(flux) ? [[indexKey.affixes, entry] as const] : []),
    [indexKey.object(kindId, name), entry],
    ...object.references.map(
      (reference) => [indexKey.refers(reference.kindId, reference.name), { ...entry, reference }] as const,
    ),
    ...object.makes.flatMap((made) => madeEntries(made, { ...entry, made })),
    ...(folder === undefined ? [] : [[indexKey.applies(folder), entry] as const]),
    ...(folder === undefined || flux === undefined ? [] : flux.components).map(
      ({ text }) => [indexKey.names(resolvePath(folder ?? '', text)), { ...entry, use: 'component' }] as const,
    ),
  ];
}

function kustomizationEntries(kustomization: KustomizationSummary): (readonly [string, IndexEntry])[] {
  const { path, paths, makes } = kustomization;
  const folder = folderOf(path);
  return [
    [indexKey.stands(folder), { path, kustomization }],
    ...(hasAffix(kustomization) ? [[indexKey.affixes, { path, kustomization }] as const] : []),
    ...paths
      .filter(({ text }) => !isRemote(text))
      .map(({ text, use }) => [indexKey.names(resolvePath(folder, text)), { path, kustomization, use }] as const),
    ...makes.flatMap((made) => madeEntries(made, { path, kustomization, made })),
  ];
}

function hasAffix({ namePrefix, nameSuffix }: { readonly namePrefix: string; readonly nameSuffix: string }): boolean {
  return namePrefix !== '' || nameSuffix !== '';
}

function madeEntries(made: MadeObject, entry: IndexEntry): (readonly [string, IndexEntry])[] {
  return [
    [indexKey.makes(made.kindId), entry],
    [indexKey.made(made.kindId, made.name), entry],
  ];
}
