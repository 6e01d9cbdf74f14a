import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { KustomizationSummary } from '../../manifests/workspace/fileSummary.ts';
import { resolvePath } from '../../manifests/workspace/paths.ts';
import { isRemote } from '../../manifests/workspace/remote.ts';
import { declares } from '../../manifests/workspace/uses.ts';
import type { Built, BuiltObject, RemoteResource } from './built.ts';
import { generatedObjects, unreadData, withGenerated } from './generators.ts';
import { imageRules } from './imageRules.ts';
import { patched, patchesOf } from './patches.ts';
import { itemsAt, type Placed, type PlacedScalar } from './placed.ts';
import { withReplicas } from './replicas.ts';
import { objectsOf, rootOf, sourceOf } from './sources.ts';
import { parentOf, type Tree } from './tree.ts';

/** Kustomizations nested deeper than this are not followed further. */
const deepest = 60;
/** One folder comes to no more objects than this. */
const mostObjects = 20_000;

const cache = new WeakMap<Tree, Map<string, Built>>();

/**
 * What the kustomization of a folder (from the repository's root) comes to: resources, components, patches, images, names
 * and namespaces in kustomize's order (api/internal/target). Where a folder has none, Flux makes one of all manifests in it
 * (fluxcd/pkg, kustomize_generator.go). Never throws: what cannot be read is left out.
 */
export function buildFolder(tree: Tree, folder: string): Built {
  return build(tree, folder, 0);
}

function build(tree: Tree, folder: string, depth: number): Built {
  const known = cache.get(tree) ?? new Map<string, Built>();
  cache.set(tree, known);
  const done = known.get(folder);
  if (done !== undefined) return done;
  // Kustomizations that include each other end here.
  known.set(folder, nothing);
  const made = depth > deepest ? nothing : buildAnew(tree, folder, depth);
  known.set(folder, made);
  return made;
}

const nothing: Built = { objects: [], remotes: [], files: new Set(), kustomization: undefined, doubts: [] };

function buildAnew(tree: Tree, folder: string, depth: number): Built {
  const kustomization = kustomizationIn(tree.workspace, `/${folder}`);
  if (kustomization === undefined) return generatedBuild(tree, folder, depth);
  return applied(tree, kustomization, joined(includedIn(tree, kustomization, depth)), depth);
}

/** What a kustomization's resources come to, before it does anything with them. */
function includedIn(tree: Tree, { path, paths }: KustomizationSummary, depth: number): Built[] {
  const folder = parentOf(path);
  return paths
    .filter(({ use, text }) => use === 'resource' && !isRemote(text))
    .map(({ text }) => fileOrFolder(tree, resolvePath(folder, text).slice(1), depth));
}

function fileOrFolder(tree: Tree, path: string, depth: number): Built {
  return tree.manifests.has(path) ? objectsOfFile(tree, path) : build(tree, path, depth + 1);
}

function objectsOfFile(tree: Tree, path: string): Built {
  const file = tree.manifests.get(path);
  const objects = (file?.documents ?? []).flatMap((document) =>
    file === undefined
      ? []
      : objectsOf(file, document).flatMap(({ object, value, span }): BuiltObject[] => {
          const { apiVersion, kindId, name, namespace } = object;
          if (name === undefined) return [];
          return [
            { apiVersion, kindId, name, namespace, value, path, span, patches: [], images: [], generated: false },
          ];
        }),
  );
  return { ...nothing, objects, files: new Set([path]) };
}

/** Flux takes folders with a kustomization as a whole, and looks into the others. */
function generatedBuild(tree: Tree, folder: string, depth: number): Built {
  const { files, folders } = tree.folders.get(folder) ?? { files: [], folders: [] };
  const own = files.filter((path) => declares(tree.workspace, `/${path}`)).map((path) => objectsOfFile(tree, path));
  return joined([...own, ...folders.map((path) => build(tree, path, depth + 1))]);
}

function joined(parts: readonly Built[]): Built {
  return {
    objects: parts.flatMap(({ objects }) => objects).slice(0, mostObjects),
    remotes: parts.flatMap(({ remotes }) => remotes),
    files: new Set(parts.flatMap(({ files }) => [...files])),
    kustomization: undefined,
    doubts: parts.flatMap(({ doubts }) => doubts),
  };
}

/** What a kustomization or Component makes of objects. */
function applied(tree: Tree, summary: KustomizationSummary, resources: Built, depth: number): Built {
  const path = summary.path.slice(1);
  const folder = parentOf(summary.path);
  const root = rootOfFile(tree, path);
  let objects = withGenerated(resources.objects, generatedObjects(tree, root, path), root);
  const files = new Set(resources.files);
  const doubts = [...resources.doubts];
  const remotes = [...resources.remotes, ...remotesIn(root)];
  for (const { text } of summary.paths.filter(({ use, text }) => use === 'component' && !isRemote(text))) {
    const component = kustomizationIn(tree.workspace, resolvePath(folder, text));
    if (component === undefined || depth > deepest) continue;
    const included = joined(includedIn(tree, component, depth + 1));
    const before: Built = { ...nothing, objects: [...objects, ...included.objects] };
    const after = applied(tree, component, before, depth + 1);
    objects = [...after.objects];
    for (const file of [...included.files, ...after.files]) files.add(file);
    remotes.push(...included.remotes, ...after.remotes);
    doubts.push(...included.doubts, ...after.doubts);
  }
  for (const { use, text } of summary.paths)
    if (!isRemote(text) && isRead(use)) files.add(resolvePath(folder, text).slice(1));
  files.add(path);
  objects = withReplicas(patched(objects, patchesOf(tree, root, path)), root);
  const images = imageRules(root);
  const { namePrefix, nameSuffix } = summary;
  const namespace = summary.namespace?.text;
  const isPlain = images.length === 0 && namePrefix === '' && nameSuffix === '' && namespace === undefined;
  if (!isPlain) {
    objects = objects.map((object) => ({
      ...object,
      name: namePrefix + object.name + nameSuffix,
      namespace: namespace ?? object.namespace,
      images: images.length === 0 ? object.images : [...object.images, ...images],
    }));
  }
  if (summary.transforms || summary.generates) {
    doubts.push(`${path} has generators, transformers or replacements, whose results are not followed.`);
  }
  const unread = unreadData(tree, root, path);
  if (unread.length > 0)
    doubts.push(`${path} makes ConfigMaps or Secrets of files that are not compared: ${unread.join(', ')}.`);
  return { objects: objects.slice(0, mostObjects), remotes, files, kustomization: path, doubts };
}

function isRead(use: string): boolean {
  return ['patch', 'data', 'configuration', 'transformer', 'generator', 'replacement', 'values'].includes(use);
}

function rootOfFile(tree: Tree, path: string): Placed | undefined {
  const file = tree.manifests.get(path);
  const document = file?.documents[0];
  return file === undefined || document === undefined ? undefined : rootOf(sourceOf(file, document));
}

function remotesIn(root: Placed | undefined): RemoteResource[] {
  const entries = ['resources', 'bases', 'components'].flatMap((field) => itemsAt(root, field));
  return entries.flatMap((item): RemoteResource[] => {
    if (item.type !== 'scalar' || !isRemote(item.text)) return [];
    return [{ scalar: item, url: urlOf(item) }];
  });
}

function urlOf({ text }: PlacedScalar): string {
  return text.replace(/\?.*$/, '');
}
