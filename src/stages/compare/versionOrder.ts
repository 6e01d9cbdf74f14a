/** How two versions of one thing stand to each other; undefined where they have no order. */
export type Order = -1 | 0 | 1 | undefined;

/**
 * The order of two versions: semantic versions (with or without `v`, of any number of parts, so that `2024.06.1` counts
 * too), else tags that end in the time of their build (`main-1f3c9ab-1700000000`, `prod-9d772c5-20260820082245`), as
 * long as what stands before is the same. Of others only equality is known.
 */
export function versionOrder(one: string, other: string): Order {
  if (one === other) return 0;
  const [a, b] = [semanticVersion(one), semanticVersion(other)];
  if (a !== undefined && b !== undefined) return a.variant === b.variant ? sign(compareVersions(a, b)) : undefined;
  const [left, right] = [timedTag(one), timedTag(other)];
  if (left === undefined || right === undefined || left.name !== right.name) return undefined;
  return left.time.length === right.time.length && left.time !== right.time
    ? left.time < right.time
      ? -1
      : 1
    : undefined;
}

interface SemanticVersion {
  readonly numbers: readonly number[];
  readonly prerelease: readonly string[];
  /** What images are built on (`alpine`, `slim`): versions of two variants are not compared. */
  readonly variant: string;
}

const preRelease = /^(?:alpha|beta|pre|rc|dev|snapshot|preview|canary|next|m|a|b)?[.-]?\d*$/i;

function semanticVersion(text: string): SemanticVersion | undefined {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(?:-([0-9A-Za-z.-]{1,80}))?(?:\+[0-9A-Za-z.-]{1,80})?$/.exec(text);
  if (match === null) return undefined;
  const [, digits = '', suffix = ''] = match;
  const parts = suffix === '' ? [] : suffix.split('.');
  const isPrerelease = parts.length > 0 && preRelease.test(parts[0] ?? '');
  return {
    numbers: digits.split('.').map(Number),
    prerelease: isPrerelease ? parts.flatMap(cut) : [],
    variant: isPrerelease ? '' : suffix.replace(/\d+(?:\.\d+)*$/, ''),
  };
}

/** `rc1` is ordered as `rc.1`: people mean numbers. */
function cut(part: string): string[] {
  return part.split(/(?<=[A-Za-z])[.-]?(?=\d)/);
}

function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length;
  for (let index = 0; index < Math.max(a.prerelease.length, b.prerelease.length); index += 1) {
    const difference = compareParts(a.prerelease[index], b.prerelease[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [isNumber, isOther] = [/^\d{1,15}$/.test(a), /^\d{1,15}$/.test(b)];
  if (isNumber && isOther) return Number(a) - Number(b);
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

function sign(difference: number): Order {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** `<name>-<hash>-<time>`, as Flux's guide for image automation has it, or `<name>-<time>`. */
function timedTag(tag: string): { readonly name: string; readonly time: string } | undefined {
  const match = /^(.{0,80}?)(?:[-_.]?[0-9a-f]{7,40})?[-_.]?(\d{10}|\d{12}|\d{13}|\d{14})$/.exec(tag);
  return match === null ? undefined : { name: match[1] ?? '', time: match[2] ?? '' };
}
