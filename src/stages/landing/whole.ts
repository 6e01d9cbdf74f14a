import { counted } from '../../base/counted.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, nameInSentence, type ObjectKey } from '../../flux/object.ts';
import type { Landing, LandingVerdict, ObjectLanding } from './terms.ts';
import { shortCommit } from '../../base/shortCommit.ts';

/** The worst first; a failure stands before what is on its way. */
const order: readonly LandingVerdict[] = ['notApplied', 'notHealthy', 'waiting', 'unknown', 'landed', 'notAffected'];

/** What became of the commit, by what became of it everywhere. */
export function whole(commit: string, all: readonly ObjectLanding[], unseen: readonly ObjectKey[]): Landing {
  const objects = all.toSorted((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
  const [worst] = objects;
  const name = `Commit ${shortCommit(commit)}`;
  if (worst === undefined) {
    const sentence = `${name}: no Kustomization of this cluster is known to read its repository.`;
    return { verdict: 'unknown', sentence, objects, unseen };
  }
  const { verdict } = worst;
  const cause = worst.cause ?? (isOpen(verdict) ? { key: worst.key, message: '' } : undefined);
  const since = verdict === 'landed' ? latest(objects.filter((one) => one.verdict === 'landed')) : undefined;
  // No commit reaches them by itself: somebody pushes an artifact for them, whose origin nothing tells.
  const doubt = verdict === 'notAffected' && unseen.length > 0 ? ` Not counted: ${notSeen(unseen)}.` : '';
  return {
    verdict,
    sentence: `${name} ${sentenceOf(worst, objects)}${doubt}`,
    objects,
    unseen,
    ...(cause && { cause }),
    ...(since !== undefined && { since }),
  };
}

function sentenceOf(worst: ObjectLanding, objects: readonly ObjectLanding[]): string {
  const place = `${nameInSentence(worst.key)}: ${worst.sentence}`;
  switch (worst.verdict) {
    case 'notApplied':
      return `is not applied at ${place}`;
    case 'notHealthy':
      return `is applied and not healthy at ${place}`;
    case 'waiting':
      return `is on its way to ${place}`;
    case 'unknown':
      return `may have landed or not at ${place}`;
    case 'landed':
      return `landed: ${listed(objects.filter(({ verdict }) => verdict === 'landed'))}.`;
    case 'notAffected':
      return `changes nothing that this cluster applies: the builds of ${listed(objects)} are the same.`;
  }
}

function listed(objects: readonly ObjectLanding[]): string {
  const releases = objects.filter(({ key }) => kindIdOf(key) === kinds.helmRelease).length;
  const kustomizations = objects.length - releases;
  return [
    ...(kustomizations > 0 ? [counted(kustomizations, 'Kustomization')] : []),
    ...(releases > 0 ? [counted(releases, 'HelmRelease')] : []),
  ].join(' and ');
}

function notSeen(unseen: readonly ObjectKey[]): string {
  const [first, ...others] = unseen.map(nameInSentence);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `nothing tells which repository ${first ?? ''}${more} ${others.length === 0 ? 'reads' : 'read'}`;
}

/** The latest of all, where each has one: what landed is not there as a whole before. */
function latest(objects: readonly ObjectLanding[]): string | undefined {
  const times = objects.flatMap(({ since }) => since ?? []);
  if (times.length < objects.length) return undefined;
  return times.sort((a, b) => Date.parse(b) - Date.parse(a))[0];
}

function isOpen(verdict: LandingVerdict): boolean {
  return verdict !== 'landed' && verdict !== 'notAffected';
}

function rank({ verdict }: ObjectLanding): number {
  return order.indexOf(verdict);
}
