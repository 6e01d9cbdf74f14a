import type { HeldApplication, HeldObject, StageHolding } from '../applications/holding.ts';
import type { ApplicationComparison, Difference, Standing } from '../terms/difference.ts';
import { withoutStage } from '../terms/stageNames.ts';
import { compareObjects } from './compareObjects.ts';
import { objectName, type Found, type ObjectPair } from './objectPair.ts';
import type { CompareOptions } from './options.ts';
import { protectionOf } from './protectionOf.ts';
import { objectSide } from './sides.ts';
import { sideKey, type Seen } from './seen.ts';
import { compareRemotes } from './compareRemotes.ts';

/** An application that one of both stages lacks: its main object is the difference. */
export function alone(
  application: HeldApplication,
  holding: StageHolding,
  side: 'source' | 'target',
): ApplicationComparison {
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

/** An application that both stages have. */
export function compared(
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
