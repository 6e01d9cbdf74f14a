import { asText, statusOf, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import type { FluxObject } from '../../flux/object.ts';
import { sourceRef, type Lookup } from '../../flux/references.ts';
import { parseRevision } from '../../flux/revision.ts';
import { sourceCommit } from '../../flux/sourceCommit.ts';
import type { LandingFacts } from './terms.ts';

/** Whether a revision has the commit: undefined where the revision names no commit, or its history is not here. */
export type Contains = boolean | undefined;

/** Whether what a source offers has the commit. */
export function offers(source: FluxObject, { contains }: Pick<LandingFacts, 'contains'>): Contains {
  const commit = sourceCommit(source);
  return commit === undefined ? undefined : contains(commit);
}

/** Whether what a Kustomization applied last, and found healthy, has the commit. */
export function hasApplied(kustomization: FluxObject, facts: Pick<LandingFacts, 'contains' | 'lookup'>): Contains {
  const status = statusOf(kustomization);
  const origin = asText(status['lastAppliedOriginRevision']);
  return containsRevision(kustomization, origin ?? asText(status['lastAppliedRevision']), facts);
}

/** Whether what a Kustomization tried last has the commit. */
export function hasAttempted(kustomization: FluxObject, facts: Pick<LandingFacts, 'contains' | 'lookup'>): Contains {
  return containsRevision(kustomization, asText(statusOf(kustomization)['lastAttemptedRevision']), facts);
}

function containsRevision(
  kustomization: FluxObject,
  revision: string | undefined,
  { contains, lookup }: { readonly contains: LandingFacts['contains']; readonly lookup: Lookup },
): Contains {
  if (revision === undefined) return false;
  if (/^[0-9a-f]{40,64}$/.test(revision)) return contains(revision);
  const key = sourceRef(kustomization);
  const source = key === undefined ? undefined : lookup(key);
  const { algorithm, hash } = parseRevision(revision);
  const isGit = source?.kindId === kinds.gitRepository || algorithm === 'sha1';
  if (isGit) return hash === undefined ? undefined : contains(hash);
  // An artifact's digest names no commit: its metadata does, as long as it is the one that the source offers.
  const isOffered = source !== undefined && asText(valueAt(source.raw.status, 'artifact', 'revision')) === revision;
  return isOffered ? offers(source, { contains }) : undefined;
}
