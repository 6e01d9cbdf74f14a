import { counted } from '../base/counted.ts';
import type { Unread } from '../files/readText.ts';
import { minorOf, nearestMinor } from '../schema/minorVersion.ts';
import type { UnevaluatedRule } from '../language/verdict/unevaluatedRules.ts';

/** So many are named; of the others it is said how many there are. */
const mostNames = 20;

/** What was not read, as a sentence for the person; none where all was. */
export function noteOfUnread(unread: readonly Unread[]): string[] {
  if (unread.length === 0) return [];
  const subject = unread.length === 1 ? '1 file or folder was' : `${unread.length} files or folders were`;
  const names = list(unread.map(({ path, why }) => `${path} (${why})`));
  return [`${subject} not read: ${names}. So nothing is said to be missing that may be declared there.`];
}

/** Rules that were not evaluated, as a sentence for the person; none where all were. */
export function noteOfRules(rules: readonly UnevaluatedRule[]): string[] {
  if (rules.length === 0) return [];
  const names = list(rules.map(({ kind, reason }) => `${kind} (${reason})`));
  return [`${counted(rules.length, 'rule')} could not be evaluated here: ${names}.`];
}

/** What is judged by in place of a version that is not known, as a sentence for each; `known` the newest first. */
export function noteOfVersions(
  wanted: { readonly kubernetesVersion?: string; readonly fluxVersion?: string },
  known: { readonly kubernetes: readonly string[]; readonly flux: readonly string[] },
): string[] {
  const note = (product: string, versions: readonly string[], version: string | undefined): string[] => {
    const used = nearestMinor(versions, version);
    if (version === undefined || used === undefined || minorOf(version) === used) return [];
    return [`${product} ${version} is not known here (there are ${versions.join(', ')}), so ${used} counts.`];
  };
  return [
    ...note('Kubernetes', known.kubernetes, wanted.kubernetesVersion),
    ...note('Flux', known.flux, wanted.fluxVersion),
  ];
}

function list(names: readonly string[]): string {
  const rest = names.length - mostNames;
  return [...names.slice(0, mostNames), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
