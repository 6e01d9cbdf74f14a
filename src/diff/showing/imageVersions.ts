/** An image reference, cut into what names it and what tells its versions apart. */
interface Image {
  readonly repository: string;
  readonly tag: string | undefined;
}

/**
 * Whether the second of two image references has a lower version than the first: the same repository, and tags that are
 * versions, as `v1.2.3`, `1.2-alpine`, `2024.06.1` or `1.0.0-rc.1`. False where that cannot be told.
 */
export function isLowered(before: string, after: string): boolean {
  const [one, other] = [imageOf(before), imageOf(after)];
  if (one.repository !== other.repository || one.tag === undefined || other.tag === undefined) return false;
  return isLowerTag(one.tag, other.tag);
}

/** Whether the second of two tags is the lower version; false where that cannot be told. */
export function isLowerTag(before: string, after: string): boolean {
  const [one, other] = [versionOf(before), versionOf(after)];
  if (one === undefined || other === undefined) return false;
  const length = Math.max(one.numbers.length, other.numbers.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [one.numbers[index] ?? 0, other.numbers[index] ?? 0];
    if (a !== b) return b < a;
  }
  return comparePreReleases(one.suffix, other.suffix) > 0;
}

function imageOf(reference: string): Image {
  const [name = ''] = reference.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return { repository: hasTag ? name.slice(0, colon) : name, tag: hasTag ? name.slice(colon + 1) : undefined };
}

/** At least two numbers: one alone is as often a build or a short hash. */
function versionOf(tag: string): { numbers: readonly number[]; suffix: string } | undefined {
  const [, digits = '', suffix = ''] = /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(?:-([\w.-]*))?$/.exec(tag) ?? [];
  return digits === '' ? undefined : { numbers: digits.split('.').map(Number), suffix };
}

const preRelease = /^(alpha|beta|pre|rc|dev|snapshot|preview)[.-]?(\d{0,9})/i;

/** As semver orders them; suffixes that name variants (`alpine`) are not compared. */
function comparePreReleases(one: string, other: string): number {
  const [a, b] = [preRelease.exec(one), preRelease.exec(other)];
  if (a === null && b === null) return 0;
  if (a === null) return one === '' ? 1 : 0;
  if (b === null) return other === '' ? -1 : 0;
  const [stage = '', otherStage = ''] = [a[1]?.toLowerCase(), b[1]?.toLowerCase()];
  if (stage !== otherStage) return stage < otherStage ? -1 : 1;
  return Number(a[2] ?? 0) - Number(b[2] ?? 0);
}
