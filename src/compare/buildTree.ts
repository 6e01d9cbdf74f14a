import { variableReferences, variableSource } from '../diff/kustomizations/variableSources.ts';
import type { Build, VariableSource } from '../diff/terms/ports.ts';
import { isEqual } from '../diff/values/equal.ts';
import { keyOfObject, kindIdOfObject } from '../diff/values/objects.ts';
import { asObject, valueAt } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import { jsonOf, kindId, type FluxObject, type JsonObject, type ObjectKey } from '../flux/object.ts';
import { ownerOf } from '../flux/owner.ts';
import type { SourceFolder } from '../origin/sourceFolder.ts';
import type { Given } from './given.ts';
import type { Sources } from './sources.ts';

/** A Kustomization at a revision, as the one that declares it makes it there. */
export interface TreeBuild {
  readonly key: ObjectKey;
  readonly kustomization: JsonObject;
  /** The Kustomization that declares it at the revision, or applied it; absent for one that nothing declares but itself. */
  readonly parent?: ObjectKey;
  readonly place: SourceFolder;
  /** What it comes to, with the values of Secrets: never to be shown. Absent where its source is not of the repository. */
  readonly build?: Build;
}

/** What a tree is made with. */
export interface BuildTreeOptions {
  readonly sources: Sources;
  /** The Kustomizations of the cluster. */
  readonly live: readonly FluxObject[];
  readonly given: (kustomization: JsonObject, revision: string, signal: AbortSignal) => Promise<Given>;
  /** Kustomizations to begin with; absent: those of the cluster that nothing applies. */
  readonly tops?: readonly JsonObject[] | undefined;
}

/** Kustomizations that are followed at most, and rounds in which what they declare gives variables to others. */
const most = 5000;
const rounds = 3;

/**
 * What the Kustomizations of a cluster come to at a revision of a repository: those that nothing declares as the cluster has
 * them, the others as those above them make them there. ConfigMaps and Secrets that they take variables from are those that
 * the same revision declares, else the cluster's. Rejects with the signal's reason, or a FailureError.
 */
export async function buildTree(
  { root, revision }: { readonly root: string; readonly revision: string },
  options: BuildTreeOptions,
  signal: AbortSignal,
): Promise<readonly TreeBuild[]> {
  let declared: ReadonlyMap<ObjectKey, JsonObject> = new Map();
  for (let round = 1; ; round++) {
    const tree = await oneRound({ root, revision }, declared, options, signal);
    const found = variablesIn(tree);
    if (round === rounds || sameMap(found, declared)) return tree;
    declared = found;
  }
}

async function oneRound(
  { root, revision }: { readonly root: string; readonly revision: string },
  declared: ReadonlyMap<ObjectKey, JsonObject>,
  { sources, live, given, tops }: BuildTreeOptions,
  signal: AbortSignal,
): Promise<readonly TreeBuild[]> {
  const builder = sources.at(revision, root);
  const all = new Map(live.map((one) => [one.key, one]));
  const tree = new Map<ObjectKey, TreeBuild>();

  const build = async (kustomization: JsonObject): Promise<Build> => {
    const { variables, controller } = await given(kustomization, revision, signal);
    return builder({ kustomization, controller, variables: overlaid(kustomization, variables, declared) }, signal);
  };
  const visit = async (kustomization: JsonObject, parent: ObjectKey | undefined): Promise<void> => {
    const key = keyOfObject(kustomization);
    if (tree.has(key) || tree.size >= most) return;
    const place = sources.place(kustomization);
    const isOurs = place.state === 'here' && place.layers.some(({ repository }) => repository.root === root);
    const node = { key, kustomization, place, ...(parent !== undefined && { parent }) };
    tree.set(key, node);
    const built = isOurs ? await build(kustomization) : undefined;
    const itself = built && declaredIn(built).find((one) => keyOfObject(one) === key);
    // One that declares itself, as bootstrap makes it, has its spec from there.
    const isOther = itself !== undefined && !isEqual(itself['spec'], kustomization['spec']);
    const own = isOther ? { ...kustomization, spec: itself['spec'] } : kustomization;
    const result = isOther ? await build(own) : built;
    tree.set(key, { ...node, kustomization: own, ...(result && { build: result }) });
    const below =
      result?.outcome === 'built' ? declaredIn(result) : live.filter((one) => ownerOf(one) === key).map(jsonOf);
    await Promise.all(below.map((one) => visit(withStatusOf(one, all), key)));
  };
  const roots = tops ?? live.filter((one) => isRoot(one, all)).map(jsonOf);
  await Promise.all(roots.map((one) => visit(one, undefined)));
  return [...tree.values()];
}

/** Whether nothing that is there applies it, but itself or what it applies. */
function isRoot(one: FluxObject, all: ReadonlyMap<ObjectKey, FluxObject>): boolean {
  const seen = new Set<ObjectKey>();
  for (let at: FluxObject | undefined = one; at !== undefined;) {
    const owner: ObjectKey | undefined = ownerOf(at);
    if (owner === one.key) return true;
    if (owner === undefined || seen.has(owner)) break;
    seen.add(owner);
    at = all.get(owner);
  }
  const owner = ownerOf(one);
  return owner === undefined || !all.has(owner);
}

function declaredIn(build: Build): readonly JsonObject[] {
  if (build.outcome !== 'built') return [];
  return build.objects.map(({ object }) => object).filter((one) => kindIdOfObject(one) === kinds.kustomization);
}

/** With what the controller said of it, by which builds may prove themselves. */
function withStatusOf(declared: JsonObject, all: ReadonlyMap<ObjectKey, FluxObject>): JsonObject {
  const status = all.get(keyOfObject(declared))?.raw.status;
  return status === undefined || declared['status'] !== undefined ? declared : { ...declared, status };
}

/** The ConfigMaps and Secrets of a tree that Kustomizations of it take variables from. */
function variablesIn(tree: readonly TreeBuild[]): ReadonlyMap<ObjectKey, JsonObject> {
  const wanted = new Set(tree.flatMap(({ kustomization }) => variableReferences(kustomization).map(({ key }) => key)));
  if (wanted.size === 0) return new Map();
  const objects = tree.flatMap(({ build }) => (build?.outcome === 'built' ? build.objects : []));
  return new Map(
    objects.flatMap(({ object }) => {
      const key = keyOfObject(object);
      // What is encrypted has its values in the cluster alone.
      return wanted.has(key) && valueAt(object, 'sops') === undefined ? [[key, plain(object)] as const] : [];
    }),
  );
}

/** A Secret with what its `stringData` becomes. */
function plain(object: JsonObject): JsonObject {
  const texts = asObject(object['stringData']);
  if (kindIdOfObject(object) !== kindId('', 'Secret') || texts === undefined) return object;
  const encoded = Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, Buffer.from(text).toString('base64')] as const] : [],
  );
  return { ...object, data: { ...asObject(object['data']), ...Object.fromEntries(encoded) } };
}

function overlaid(
  kustomization: JsonObject,
  known: readonly VariableSource[],
  declared: ReadonlyMap<ObjectKey, JsonObject>,
): readonly VariableSource[] {
  const own = variableReferences(kustomization).flatMap((reference) => {
    const object = declared.get(reference.key);
    return (object && variableSource(reference, { object })) ?? [];
  });
  const others = known.filter(({ kind, name }) => !own.some((one) => one.kind === kind && one.name === name));
  return [...others, ...own];
}

function sameMap(one: ReadonlyMap<ObjectKey, JsonObject>, other: ReadonlyMap<ObjectKey, JsonObject>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => isEqual(value['data'], other.get(key)?.['data']));
}
