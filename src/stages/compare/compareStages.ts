import type { RemoteResource } from '../applications/built.ts';
import type { HeldApplication, HeldObject, StageHolding } from '../applications/holding.ts';
import type { ApplicationComparison, Difference, Standing } from '../terms/difference.ts';
import { withoutStage } from '../terms/stageNames.ts';
import { compareObjects, objectName, type Found, type ObjectPair } from './compareObjects.ts';
import type { CompareOptions } from './options.ts';
import { protectionOf } from './protectionOf.ts';
import { objectSide, scalarSide, sideKey, type Seen } from './sides.ts';
import { versionOrder } from './versionOrder.ts';

/**
 * In what the applications of two stages differ, by application in the order of the source, those that only the target has
 * last. `source` is where changes come from. Nothing is asked of clusters: what runs is for the caller to add.
 */
export function compareStages(
  source: StageHolding,
  target: StageHolding,
  options: CompareOptions,
): readonly ApplicationComparison[] {
  const key = ({ kind, key: own }: HeldApplication) => `${kind} ${own}`;
  const targets = new Map(target.applications.map((one) => [key(one), one]));
  const sources = new Set(source.applications.map(key));
  const both = source.applications.map((one) => {
    const other = targets.get(key(one));
    return other === undefined ? alone(one, source, 'source') : compared(one, other, { source, target, options });
  });
  const onlyTarget = target.applications.filter((one) => !sources.has(key(one)));
  return withoutRepeats([...both, ...onlyTarget.map((one) => alone(one, target, 'target'))]);
}

/** What a variable says differently is one difference of configuration, however many applications take it. */
function withoutRepeats(comparisons: readonly ApplicationComparison[]): readonly ApplicationComparison[] {
  const seen = new Set<string>();
  return comparisons.map((comparison) => {
    const differences = comparison.differences.filter(({ class: of, source, target }) => {
      if (of !== 'configuration' || source === undefined || target === undefined) return true;
      const key = `${sideKey(source)} ${sideKey(target)}`;
      const isRepeated =
        seen.has(key) && [source, target].some(({ traits }) => traits.some(({ kind }) => kind === 'variable'));
      seen.add(key);
      return !isRepeated;
    });
    return differences.length === comparison.differences.length ? comparison : { ...comparison, differences };
  });
}

function alone(application: HeldApplication, holding: StageHolding, side: 'source' | 'target'): ApplicationComparison {
  const { key, kind, objects } = application;
  const [main] = objects;
  const difference = main && onlyIn({ holding, application, object: main }, side, `${kind}/${key}`);
  return {
    key,
    kind,
    source: side === 'source' ? application : undefined,
    target: side === 'target' ? application : undefined,
    differences: difference === undefined ? [] : [difference],
    standing: 'missing',
  };
}

function onlyIn(seen: Seen, side: 'source' | 'target', id: string): Found {
  return {
    id: `${id}|${seen.object.key}`,
    class: side === 'source' ? 'onlyInSource' : 'onlyInTarget',
    object: objectName(seen),
    field: [],
    source: side === 'source' ? objectSide(seen) : undefined,
    target: side === 'target' ? objectSide(seen) : undefined,
  };
}

interface Both {
  readonly source: StageHolding;
  readonly target: StageHolding;
  readonly options: CompareOptions;
}

function compared(
  one: HeldApplication,
  other: HeldApplication,
  { source, target, options }: Both,
): ApplicationComparison {
  const { key, kind } = one;
  const id = `${kind}/${key}`;
  const differences: Found[] = [];
  let versions = 0;
  const sources = objectsByKey(one, source.stage.name);
  const targets = objectsByKey(other, target.stage.name);
  for (const [objectKey, object] of sources) {
    const from: Seen = { holding: source, application: one, object };
    const counterpart = targets.get(objectKey);
    if (counterpart === undefined) differences.push(onlyIn(from, 'source', id));
    else {
      const pair: ObjectPair = {
        source: from,
        target: { holding: target, application: other, object: counterpart },
        id: `${id}|${objectKey}`,
      };
      const result = compareObjects(pair);
      versions += result.compared;
      differences.push(...result.differences);
    }
  }
  for (const [objectKey, object] of targets) {
    if (!sources.has(objectKey))
      differences.push(onlyIn({ holding: target, application: other, object }, 'target', id));
  }
  const remotes = compareRemotes(one, other, { source, target, id });
  versions += remotes.compared;
  const all = once([...differences, ...remotes.differences]).map((found) =>
    protectedOr(found, source, target, options),
  );
  return { key, kind, source: one, target: other, differences: sorted(all), standing: standingOf(all, versions) };
}

function protectedOr(found: Found, source: StageHolding, target: StageHolding, options: CompareOptions): Difference {
  const protection = protectionOf(found, source.stage, target.stage, options);
  return protection === undefined ? found : { ...found, protected: protection };
}

/** Objects by kind and name; those of one name in several namespaces by these too. */
function objectsByKey({ objects }: HeldApplication, stage: string): ReadonlyMap<string, HeldObject> {
  const counts = new Map<string, number>();
  for (const { key } of objects) counts.set(key, (counts.get(key) ?? 0) + 1);
  const map = new Map<string, HeldObject>();
  for (const object of objects) {
    const { key, built } = object;
    const isAmbiguous = (counts.get(key) ?? 0) > 1;
    const unique = isAmbiguous ? `${key}@${withoutStage(built.namespace ?? '', stage)}` : key;
    if (!map.has(unique)) map.set(unique, object);
  }
  return map;
}

/** Remote resources of kustomizations: the same address at another `ref`. */
function compareRemotes(
  one: HeldApplication,
  other: HeldApplication,
  { source, target, id }: { readonly source: StageHolding; readonly target: StageHolding; readonly id: string },
): { readonly differences: readonly Found[]; readonly compared: number } {
  const [object] = one.objects;
  const [otherObject] = other.objects;
  if (object === undefined || otherObject === undefined) return { differences: [], compared: 0 };
  const targets = new Map(other.remotes.map((remote) => [remote.url, remote]));
  const differences: Found[] = [];
  let count = 0;
  for (const remote of one.remotes) {
    const counterpart = targets.get(remote.url);
    const [from, to] = [refOf(remote), counterpart && refOf(counterpart)];
    if (counterpart === undefined || from === undefined || to === undefined) continue;
    count += 1;
    if (from.text === to.text) continue;
    const order = versionOrder(from.text, to.text);
    const { path } = remote.scalar.at.source;
    differences.push({
      id: `${id}|resources|${remote.url}`,
      class: 'version',
      version: {
        of: 'remoteBase',
        subject: remote.url,
        order: order === 1 ? 'behind' : order === -1 ? 'ahead' : 'unknown',
      },
      object: {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        name: path,
        namespace: undefined,
      },
      field: ['resources', remote.url],
      source: scalarSide(remote.scalar, { holding: source, application: one, object }, from),
      target: scalarSide(counterpart.scalar, { holding: target, application: other, object: otherObject }, to),
    });
  }
  return { differences, compared: count };
}

function refOf({
  scalar,
}: RemoteResource): { readonly text: string; readonly from: number; readonly to: number } | undefined {
  const match = /[?&](?:ref|version)=([^&]*)/.exec(scalar.text);
  if (match?.[1] === undefined) return undefined;
  const to = match.index + match[0].length;
  return { text: match[1], from: to - match[1].length, to };
}

/** Several fields may come from the same two places, as those of one variable or entry of `images:`: they are one difference. */
function once(differences: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return differences.filter(({ source, target }) => {
    if (source === undefined || target === undefined) return true;
    const key = `${sideKey(source)} ${sideKey(target)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const ranks = { version: 0, configuration: 1, onlyInSource: 2, onlyInTarget: 3 } as const;

function sorted(differences: readonly Difference[]): readonly Difference[] {
  return [...differences].sort((a, b) => ranks[a.class] - ranks[b.class]);
}

function standingOf(differences: readonly Difference[], versions: number): Standing {
  const orders = new Set(differences.flatMap(({ version }) => (version === undefined ? [] : [version.order])));
  if (orders.size === 0) return versions > 0 ? 'same' : 'none';
  if (orders.has('behind') && orders.has('ahead')) return 'mixed';
  return orders.has('behind') ? 'behind' : orders.has('ahead') ? 'ahead' : 'unknown';
}
