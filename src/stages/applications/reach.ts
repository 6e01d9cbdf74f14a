import { pathPattern } from '../../flux/globs.ts';
import { kinds } from '../../flux/kinds.ts';
import { copiedFrom } from '../../manifests/kustomize/artifacts.ts';
import { includersOf, kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { isWithin, resolvePath } from '../../manifests/workspace/paths.ts';
import { isRemote } from '../../manifests/workspace/remote.ts';
import { declares } from '../../manifests/workspace/uses.ts';
import { pathKind } from '../../manifests/workspace/workspace.ts';
import type { Stage } from '../terms/config.ts';
import { buildFolder } from './build.ts';
import type { Built, BuiltObject } from './built.ts';
import { imageRules } from './imageRules.ts';
import { patched, patchesOf } from './patches.ts';
import { itemsAt, placedAt, textAt } from './placed.ts';
import type { Tree } from './tree.ts';
import { configMapsByName, noVariables, substituted, variablesBy, type Variables } from './variables.ts';

/** A folder that a stage builds, by a Flux Kustomization or for who knows whom. */
export interface Reached {
  /** The Flux Kustomization, as its parents' patches make it; undefined where none of this stage builds the folder. */
  readonly by: BuiltObject | undefined;
  /** What is substituted in the Flux Kustomization itself. */
  readonly around: Variables;
  /** What is substituted in what it builds. */
  readonly variables: Variables;
  /** From the repository's root; undefined where the path is not in this tree. */
  readonly folder: string | undefined;
  readonly built: Built;
}

const nothing: Built = { objects: [], remotes: [], files: new Set(), kustomization: undefined, doubts: [] };

/** All that a stage builds: top Flux Kustomizations first, each before what it applies; then folders that none builds. */
export function reachedBy(tree: Tree, stage: Stage): readonly Reached[] {
  const folders = stageFolders(tree, stage.paths).map((folder) => rootsUnder(tree, folder));
  const roots = folders.flat();
  const rootObjects = roots.flatMap(({ objects }) => objects);
  const reached = reachKustomizations(tree, stage, rootObjects);
  const claimed = new Set(reached.flatMap(({ built }) => [...built.files]));
  const isClaimed = ({ files }: Built) => [...files].some((file) => claimed.has(file)) || files.size === 0;
  const isRunByFlux = reached.some(({ built }) => built.objects.length > 0);
  const others = folders.flatMap((found) => {
    // Where Flux builds what a stage has, loose files that it does not build are leftovers, unless they declare what it does.
    const isFlux = !isRunByFlux || found.some(({ objects }) => objects.some(isKustomization));
    return found.filter((built) => !isClaimed(built) && (isFlux || built.kustomization !== undefined));
  });
  const left = others.map((built): Reached => {
    return { by: undefined, around: noVariables, variables: noVariables, folder: folderOfBuild(built), built };
  });
  return [...reached, ...left];
}

function isKustomization({ kindId }: BuiltObject): boolean {
  return kindId === kinds.kustomization;
}

function folderOfBuild({ kustomization, files }: Built): string | undefined {
  const path = kustomization ?? [...files][0];
  return path?.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The folders that a stage's paths mean; without any, the whole tree. */
function stageFolders(tree: Tree, paths: readonly string[]): string[] {
  if (paths.length === 0) return [''];
  const found = new Set<string>();
  for (const path of paths) {
    const plain = resolvePath('/', path).slice(1);
    if (!path.includes('*')) {
      if (tree.folders.has(plain)) found.add(plain);
      continue;
    }
    const fits = pathPattern(plain);
    for (const folder of tree.folders.keys()) if (fits?.(folder) === true) found.add(folder);
  }
  return [...found].filter((one) => !isBelowAny(one, found));
}

function isBelowAny(folder: string, folders: ReadonlySet<string>): boolean {
  for (let at = folder; at !== '';) {
    at = at.slice(0, Math.max(at.lastIndexOf('/'), 0));
    if (folders.has(at)) return true;
  }
  return false;
}

/** What is built at or below a folder by itself: kustomizations that no other includes, and manifests beside them. */
function rootsUnder(tree: Tree, folder: string, depth = 0): Built[] {
  if (depth > 30) return [];
  const kustomization = kustomizationIn(tree.workspace, `/${folder}`);
  if (kustomization !== undefined) {
    const isPart = includersOf(tree.workspace, `/${folder}`).length > 0;
    return kustomization.isComponent || (isPart && depth > 0) ? [] : [buildFolder(tree, folder)];
  }
  const { files, folders } = tree.folders.get(folder) ?? { files: [], folders: [] };
  const loose = files.filter(
    (path) => declares(tree.workspace, `/${path}`) && includersOf(tree.workspace, `/${path}`).length === 0,
  );
  const plain = loose.length === 0 ? [] : [plainBuild(tree, loose)];
  return [...plain, ...folders.flatMap((below) => rootsUnder(tree, below, depth + 1))];
}

function plainBuild(tree: Tree, files: readonly string[]): Built {
  const folder = files[0]?.slice(0, Math.max(files[0].lastIndexOf('/'), 0)) ?? '';
  const own = new Set(files);
  const objects = buildFolder(tree, folder).objects.filter(({ path }) => own.has(path));
  return { ...nothing, objects, files: new Set(objects.map(({ path }) => path)) };
}

/** Which objects are the same: where they are declared. */
function placeOf({ path, span }: BuiltObject): string {
  return `${path}:${span.start}`;
}

function reachKustomizations(tree: Tree, stage: Stage, objects: readonly BuiltObject[]): Reached[] {
  const candidates = objects.filter(isKustomization);
  const configMaps = configMapsByName(objects);
  // Which Flux Kustomizations apply themselves, and which are applied by others.
  const own = new Set<string>();
  const applied = new Set<string>();
  for (const candidate of candidates) {
    const place = placeOf(candidate);
    const { built } = reach(tree, stage, candidate, noVariables, configMaps);
    for (const inner of built.objects.filter(isKustomization).map(placeOf))
      (inner === place ? own : applied).add(inner);
  }
  const rank = (candidate: BuiltObject): number => {
    const place = placeOf(candidate);
    return own.has(place) ? 0 : applied.has(place) ? 2 : 1;
  };
  const ordered = candidates.map((candidate) => [rank(candidate), candidate] as const).sort(([a], [b]) => a - b);
  const seen = new Set<string>();
  const reached: Reached[] = [];
  const visit = (candidate: BuiltObject, around: Variables, known: ReadonlyMap<string, BuiltObject>): void => {
    const place = placeOf(candidate);
    if (seen.has(place)) return;
    seen.add(place);
    const one = reach(tree, stage, candidate, around, known);
    reached.push(one);
    const children = one.built.objects.filter(isKustomization);
    if (children.length === 0) return;
    const inner = new Map([...known, ...configMapsByName(one.built.objects)]);
    for (const child of children) visit(child, one.variables, inner);
  };
  for (const [, candidate] of ordered) visit(candidate, noVariables, configMaps);
  return reached;
}

function reach(
  tree: Tree,
  stage: Stage,
  by: BuiltObject,
  around: Variables,
  known: ReadonlyMap<string, BuiltObject>,
): Reached {
  const variables = variablesBy(by.value, known);
  const written = textAt(by.value, 'spec', 'path');
  const path = written === undefined ? undefined : substituted(written, around);
  const folder = path?.known === false ? undefined : sourceFolder(tree, stage, by, path?.text ?? './');
  if (folder === undefined) return { by, around, variables, folder, built: nothing };
  return { by, around, variables, folder, built: appliedBy(tree, by, buildFolder(tree, folder), folder) };
}

/** The folder of the tree that a Flux Kustomization's path means, where its source is this repository. */
function sourceFolder(tree: Tree, stage: Stage, by: BuiltObject, path: string): string | undefined {
  const exists = (folder: string) => pathKind(tree.workspace, folder) === 'folder' || folder === '/';
  if (textAt(by.value, 'spec', 'sourceRef', 'kind') === 'ExternalArtifact') {
    const artifact = textAt(by.value, 'spec', 'sourceRef', 'name') ?? '';
    const found = copiedFrom(tree.workspace, artifact, path).filter(exists);
    const own = found.find((folder) => stage.paths.some((one) => isWithin(folder, `/${one}`)));
    return (own ?? found[0])?.slice(1);
  }
  const declared = declaredObjects(tree.workspace, by.kindId, textAt(by.value, 'metadata', 'name') ?? by.name);
  const own = declared.find((one) => one.path === `/${by.path}` && one.span.start === by.span.start);
  if (own !== undefined && !takesFromHere(tree.workspace, own)) return undefined;
  const folder = resolvePath('/', path);
  return exists(folder) ? folder.slice(1) : undefined;
}

/** What a Flux Kustomization makes of a folder's objects before it substitutes variables. */
function appliedBy(tree: Tree, { value, path }: BuiltObject, built: Built, folder: string): Built {
  const spec = placedAt(value, 'spec');
  const components = itemsAt(spec, 'components').flatMap((item) =>
    item.type === 'scalar' && !isRemote(item.text) ? [resolvePath(`/${folder}`, item.text).slice(1)] : [],
  );
  const extra = components.map((one) => buildFolder(tree, one));
  const all = [...built.objects, ...extra.flatMap(({ objects }) => objects)];
  const images = imageRules(spec);
  const namespace = textAt(spec, 'targetNamespace');
  const prefix = textAt(spec, 'namePrefix') ?? '';
  const suffix = textAt(spec, 'nameSuffix') ?? '';
  const objects = patched(all, patchesOf(tree, spec, path)).map((object) => {
    if (images.length === 0 && namespace === undefined && prefix === '' && suffix === '') return object;
    return {
      ...object,
      name: prefix + object.name + suffix,
      namespace: namespace ?? object.namespace,
      images: [...object.images, ...images],
    };
  });
  const files = new Set([...built.files, ...extra.flatMap((one) => [...one.files])]);
  return { ...built, objects, files };
}
