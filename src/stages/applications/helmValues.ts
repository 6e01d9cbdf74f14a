import type { BuiltObject } from './built.ts';
import { mergedWith } from './patch.ts';
import { itemsAt, placedAt, textAt, type Placed, type PlacedMap } from './placed.ts';
import { rootOf, sourcesWithin } from './sources.ts';

/** The names of the ConfigMaps and Secrets that a HelmRelease takes values from. */
export function valuesSources(release: Placed): readonly { readonly kind: string; readonly name: string }[] {
  return itemsAt(release, 'spec', 'valuesFrom').flatMap((item) => {
    const [kind, name] = [textAt(item, 'kind'), textAt(item, 'name')];
    return kind === undefined || name === undefined ? [] : [{ kind, name }];
  });
}

/**
 * A HelmRelease whose `spec.values` holds what it takes from ConfigMaps too, in the order in which helm-controller merges
 * (fluxcd/pkg, chartutil/values.go): valuesFrom as listed, then spec.values. Entries with a targetPath, and Secrets, are left out.
 */
export function withValues(release: Placed, configMaps: ReadonlyMap<string, BuiltObject>): Placed {
  const parts = itemsAt(release, 'spec', 'valuesFrom').flatMap((item): Placed[] => {
    if (textAt(item, 'kind') !== 'ConfigMap' || textAt(item, 'targetPath') !== undefined) return [];
    const holder = configMaps.get(textAt(item, 'name') ?? '');
    const entry = placedAt(holder?.value, 'data', textAt(item, 'valuesKey') ?? 'values.yaml');
    const root = entry?.type === 'scalar' ? valuesWithin(entry) : entry;
    return root?.type === 'map' ? [root] : [];
  });
  const [first, ...rest] = parts;
  if (first === undefined) return release;
  const own = placedAt(release, 'spec', 'values');
  const values = [...rest, ...(own?.type === 'map' ? [own] : [])].reduce<Placed>(
    (below, part) => mergedWith(below, part, false) ?? below,
    first,
  );
  const spec = placedAt(release, 'spec');
  if (release.type !== 'map' || spec?.type !== 'map') return release;
  const inner: PlacedMap = { ...spec, entries: new Map([...spec.entries, ['values', values] as const]) };
  return { ...release, entries: new Map([...release.entries, ['spec', inner] as const]) };
}

function valuesWithin(scalar: Placed & { type: 'scalar' }): Placed | undefined {
  const [source] = sourcesWithin(scalar);
  return source === undefined ? undefined : rootOf(source);
}
