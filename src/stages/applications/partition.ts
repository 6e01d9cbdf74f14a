import { kinds } from '../../flux/kinds.ts';
import { kindId, kindName } from '../../flux/object.ts';
import type { ApplicationKind } from '../terms/application.ts';
import { nameWithoutStage } from '../terms/stageNames.ts';
import type { BuiltObject, RemoteResource } from './built.ts';
import { valuesSources, withValues } from './helmValues.ts';
import type { HeldObject } from './holding.ts';
import { textAt } from './placed.ts';
import type { Reached } from './reach.ts';
import { configMapsByName, type Variables } from './variables.ts';

/** The part of what a stage builds that is one application. */
export interface Part {
  readonly kind: ApplicationKind;
  /** As the stage writes it. */
  readonly name: string;
  readonly key: string;
  readonly namespace: string | undefined;
  /** The object that stands for it; undefined for an overlay. */
  readonly main: BuiltObject | undefined;
  readonly objects: readonly HeldObject[];
  readonly remotes: readonly RemoteResource[];
  readonly from: Reached;
}

const configMap = kindId('', 'ConfigMap');

/**
 * What is built for one Flux Kustomization or overlay, as applications: each HelmRelease with the sources and values that
 * it alone uses, each ResourceSet, and the rest.
 */
export function partsOf(reached: Reached, stage: string): readonly Part[] {
  const { built, variables, by, around } = reached;
  const configMaps = configMapsByName(built.objects);
  const releases = built.objects.filter(({ kindId: id }) => id === kinds.helmRelease);
  const owned = ownedObjects(built.objects, releases);
  const taken = new Set<BuiltObject>([...releases, ...[...owned.values()].flat()]);
  const held = (object: BuiltObject, within: Variables = variables): HeldObject => ({
    key: `${kindName(object.kindId)}/${nameWithoutStage(object.name, stage)}`,
    built: object,
    value: object.kindId === kinds.helmRelease ? withValues(object.value, configMaps) : object.value,
    variables: within,
  });
  const partOf = (kind: ApplicationKind, main: BuiltObject, others: readonly BuiltObject[]): Part => ({
    kind,
    name: main.name,
    key: nameWithoutStage(main.name, stage),
    namespace: main.namespace,
    main,
    objects: [main, ...others].map((object) => held(object)),
    remotes: [],
    from: reached,
  });
  const released = releases.map((release) => partOf('helmRelease', release, owned.get(release) ?? []));
  const sets = built.objects.filter(({ kindId: id }) => id === kinds.resourceSet);
  for (const set of sets) taken.add(set);
  const rest = built.objects.filter((object) => !taken.has(object) && object.kindId !== kinds.kustomization);
  const restHeld = rest.map((object) => held(object));
  const own =
    by === undefined
      ? overlayPart(reached, stage, restHeld)
      : kustomizationPart(by, reached, stage, [held(by, around), ...restHeld]);
  return [...(own === undefined ? [] : [own]), ...released, ...sets.map((set) => partOf('resourceSet', set, []))];
}

function kustomizationPart(by: BuiltObject, from: Reached, stage: string, objects: readonly HeldObject[]): Part {
  const { name, namespace } = by;
  const { remotes } = from.built;
  return {
    kind: 'kustomization',
    name,
    key: nameWithoutStage(name, stage),
    namespace,
    main: by,
    objects,
    remotes,
    from,
  };
}

/** Words of paths that say how a repository is laid out, not what an application is called. */
const layoutWords: ReadonlySet<string> = new Set([
  'overlays',
  'overlay',
  'environments',
  'envs',
  'env',
  'kustomize',
  'stages',
  'variants',
]);

function overlayPart(from: Reached, stage: string, objects: readonly HeldObject[]): Part | undefined {
  const { folder, built } = from;
  if (
    folder === undefined ||
    (objects.length === 0 && built.remotes.length === 0 && built.kustomization === undefined)
  ) {
    return undefined;
  }
  const words = folder.split('/').map((word) => nameWithoutStage(word, stage));
  const named = words.filter((word) => word !== '*' && word !== '' && !layoutWords.has(word.toLowerCase()));
  const key = named.join('/') || '*';
  const name = named.at(-1) ?? (folder === '' ? stage : folder.slice(folder.lastIndexOf('/') + 1));
  return { kind: 'overlay', name, key, namespace: undefined, main: undefined, objects, remotes: built.remotes, from };
}

/** The HelmReleases that use an object, by its kind and name. */
function usersOf(releases: readonly BuiltObject[]): ReadonlyMap<string, readonly BuiltObject[]> {
  const users = new Map<string, BuiltObject[]>();
  for (const release of releases) {
    for (const name of usedBy(release)) {
      const list = users.get(name);
      if (list === undefined) users.set(name, [release]);
      else list.push(release);
    }
  }
  return users;
}

function usedBy({ value }: BuiltObject): readonly string[] {
  const chart = textAt(value, 'spec', 'chartRef', 'name');
  const kind = textAt(value, 'spec', 'chartRef', 'kind');
  const values = valuesSources(value).map((one) => `${one.kind}/${one.name}`);
  return [...(chart === undefined || kind === undefined ? [] : [`${kind}/${chart}`]), ...values];
}

/** What a single HelmRelease uses and nothing else does: its chart's source and its values. */
function ownedObjects(
  objects: readonly BuiltObject[],
  releases: readonly BuiltObject[],
): ReadonlyMap<BuiltObject, readonly BuiltObject[]> {
  const users = usersOf(releases);
  const owned = new Map<BuiltObject, BuiltObject[]>();
  for (const object of objects) {
    const { kindId: id, name } = object;
    if (id !== configMap && id !== kinds.ociRepository && id !== kinds.helmChart) continue;
    const [only, ...more] = users.get(`${kindName(id)}/${name}`) ?? [];
    if (only !== undefined && more.length === 0) owned.set(only, [...(owned.get(only) ?? []), object]);
  }
  return owned;
}
