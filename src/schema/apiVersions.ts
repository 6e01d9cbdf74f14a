/** Of an apiVersion's version: how mature it is, and its numbers. */
interface Maturity {
  readonly level: number;
  readonly major: number;
  readonly minor: number;
}

const levels: Readonly<Record<string, number>> = { alpha: 1, beta: 2 };

/**
 * Orders versions as Kubernetes does, the preferred first: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then all that
 * are no such versions by name. (Source: "Version priority" in Kubernetes' documentation of CustomResourceDefinitions.)
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [maturityOf(a), maturityOf(b)];
  if (left === undefined || right === undefined) {
    if (left === right) return a < b ? -1 : a > b ? 1 : 0;
    return left === undefined ? 1 : -1;
  }
  return right.level - left.level || right.major - left.major || right.minor - left.minor;
}

function maturityOf(version: string): Maturity | undefined {
  const match = /^v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?$/.exec(version);
  if (match === null) return undefined;
  const [, major, word, minor] = match;
  return { level: word === undefined ? 3 : (levels[word] ?? 0), major: Number(major), minor: Number(minor ?? 0) };
}
