/** `1.36` of `v1.36.4+k3s1`, `1.36` or `1.36.0-rc.1`; undefined for anything else. */
export function minorOf(version: string): string | undefined {
  return /^v?(\d{1,9}\.\d{1,9})(?![\d])/.exec(version)?.[1];
}

/** Orders minor versions, the older first. */
export function compareMinors(a: string, b: string): number {
  const [[aMajor = 0, aMinor = 0], [bMajor = 0, bMinor = 0]] = [numbers(a), numbers(b)];
  return aMajor - bMajor || aMinor - bMinor;
}

/**
 * Of `known`, the newest first, the one to take for `wanted`: itself, or the newest that is not newer, or the oldest. The
 * newest if nothing is wanted or it cannot be read; undefined if nothing is known.
 */
export function nearestMinor(known: readonly string[], wanted: string | undefined): string | undefined {
  const minor = wanted === undefined ? undefined : minorOf(wanted);
  if (minor === undefined) return known[0];
  return known.find((one) => compareMinors(one, minor) <= 0) ?? known.at(-1);
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}
