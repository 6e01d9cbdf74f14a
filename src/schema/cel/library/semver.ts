import { compareBig, compareScaled, compareText } from '../equality.ts';
import { RuleError } from '../failure.ts';
import { asKind, asText, isKind, noOverload, type Semver, type Value } from '../value.ts';
import type { Library } from './library.ts';

/** Semantic versions (apiserver/pkg/cel/library/semverlib.go), and the comparisons that they share with quantities. */
export const semvers: Library = {
  'semver/1': ([text]) => toSemver(asText(text)),
  'semver/2': ([text, normalize]) => toSemver(normalized(asText(text), normalize)),
  'isSemver/1': ([text]) => parseSemver(asText(text)) !== undefined,
  'isSemver/2': ([text, normalize]) => parseSemver(normalized(asText(text), normalize)) !== undefined,
  '.major/0': ([version]) => asKind(version, 'semver').major,
  '.minor/0': ([version]) => asKind(version, 'semver').minor,
  '.patch/0': ([version]) => asKind(version, 'semver').patch,
  '.isGreaterThan/1': ([a, b]) => order(a, b) > 0,
  '.isLessThan/1': ([a, b]) => order(a, b) < 0,
  '.compareTo/1': ([a, b]) => BigInt(Math.sign(order(a, b))),
};

const number = '(0|[1-9]\\d{0,19})';
const pattern = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

function parseSemver(text: string): Semver | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [major, minor, patch] = match.slice(1, 4).map((part) => BigInt(part));
  const prerelease = match[4]?.split('.') ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  if (prerelease.some((part) => /^0\d+$/.test(part))) return undefined;
  return { kind: 'semver', major, minor, patch, prerelease };
}

/** Without a `v` before and zeros in front of numbers, with the numbers that lack. */
function normalized(text: string, normalize: Value | undefined): string {
  if (typeof normalize !== 'boolean') throw noOverload(normalize);
  if (!normalize) return text;
  const [major = '', minor, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [major, minor, rest.length === 0 ? undefined : rest.join('.')];
  const stripped = parts
    .filter((part) => part !== undefined)
    .map((part) => (part.length > 1 ? part.replace(/^0+(?=\d)/, '').replace(/^0+(?=\D|$)/, '0') : part));
  if (stripped.length < 3 && /[-+]/.test(stripped.at(-1) ?? '')) return '';
  return [...stripped, '0', '0'].slice(0, Math.max(3, stripped.length)).join('.');
}

function toSemver(text: string): Semver {
  const version = parseSemver(text);
  if (version === undefined) throw new RuleError('not a semantic version');
  return version;
}

function order(a: Value | undefined, b: Value | undefined): number {
  if (isKind(a, 'quantity')) return compareScaled(a, asKind(b, 'quantity'));
  const left = asKind(a, 'semver');
  const right = asKind(b, 'semver');
  return (
    compareBig(left.major, right.major) ||
    compareBig(left.minor, right.minor) ||
    compareBig(left.patch, right.patch) ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length) - Math.sign(a.length);
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const difference = compareParts(left, right);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareParts(a: string, b: string): number {
  const numeric = /^\d+$/;
  if (numeric.test(a) && numeric.test(b)) return compareBig(BigInt(a), BigInt(b));
  return Number(numeric.test(b)) - Number(numeric.test(a)) || compareText(a, b);
}
