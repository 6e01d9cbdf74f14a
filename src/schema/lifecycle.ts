import { compareVersions } from './apiVersions.ts';
import { compareMinors, minorOf } from './minorVersion.ts';

/** `schemas/lifecycle.json`: versions of kinds that are or were served, and until when. */
export interface LifecycleFile {
  readonly kinds: readonly LifecycleEntry[];
}

/** The life of one version of a kind. Versions are minor versions of the product. */
export interface LifecycleEntry {
  readonly product: Product;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly deprecated?: string;
  readonly removed?: string;
  readonly replacement?: { readonly group: string; readonly version: string; readonly kind: string };
}

type Product = 'kubernetes' | 'flux';

/** What became of a version of a kind in the product's version that counts. */
export interface Lifecycle {
  readonly state: 'served' | 'deprecated' | 'removed';
  readonly entry: LifecycleEntry;
}

/** Looks up what became of a version of a kind; undefined if its life is not recorded. */
export type LifecycleLookup = (group: string, version: string, kind: string) => Lifecycle | undefined;

/**
 * A lookup for the given versions of Kubernetes and Flux, e.g. `v1.36.4` or `1.36`. Without a version the latest that is
 * recorded counts: what was ever removed is removed. The entry's replacement is one that is served, if any is known.
 */
export function lifecycleLookup(
  { kinds }: LifecycleFile,
  versions: { readonly [product in Product]?: string | undefined },
): LifecycleLookup {
  const entries = new Map(kinds.map((entry) => [keyOf(entry.group, entry.version, entry.kind), entry]));
  const stateNow = (entry: LifecycleEntry) => stateOf(entry, minorOf(versions[entry.product] ?? ''));
  /** A replacement that is gone as well leads to its own. */
  const replacementNow = ({ replacement }: LifecycleEntry): LifecycleEntry['replacement'] => {
    let found = replacement;
    for (let steps = 0; found !== undefined && steps < longestChain; steps += 1) {
      const next = entries.get(keyOf(found.group, found.version, found.kind));
      if (next?.replacement === undefined || stateNow(next) !== 'removed') break;
      found = next.replacement;
    }
    return found;
  };
  return (group, version, kind) => {
    const entry = entries.get(keyOf(group, version, kind));
    if (entry === undefined) return undefined;
    const replacement = replacementNow(entry);
    return { state: stateNow(entry), entry: replacement === undefined ? entry : { ...entry, replacement } };
  };
}

const longestChain = 8;

/**
 * The recorded versions of a kind that is in no schema, the latest first, so that a kind that is gone can be told from
 * one that never was.
 */
export function recordedVersions({ kinds }: LifecycleFile, group: string, kind: string): string[] {
  return kinds
    .filter((entry) => entry.group === group && entry.kind === kind)
    .map(({ version }) => version)
    .sort(compareVersions);
}

function stateOf({ deprecated, removed }: LifecycleEntry, now: string | undefined): Lifecycle['state'] {
  if (hasCome(removed, now)) return 'removed';
  return hasCome(deprecated, now) ? 'deprecated' : 'served';
}

function hasCome(version: string | undefined, now: string | undefined): boolean {
  return version !== undefined && (now === undefined || compareMinors(version, now) <= 0);
}

function keyOf(group: string, version: string, kind: string): string {
  return `${group}/${version}/${kind}`;
}
