import { asText, specOf, statusOf, valueAt } from '../../flux/fields.ts';
import { healthOf } from '../../flux/health.ts';
import { nameInSentence, type FluxObject } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { sourceCommit } from '../../flux/sourceCommit.ts';
import { isSuspended } from '../../flux/suspension.ts';
import { failed, judged, waitsFor, type Judgement } from './judgement.ts';
import { offers } from './revisions.ts';
import type { LandingFacts } from './terms.ts';
import { shortCommit } from '../../base/shortCommit.ts';

/** What the source of a Kustomization makes of the commit; undefined where it offers it. */
export function sourceLanding(kustomization: FluxObject, facts: LandingFacts): Judgement | undefined {
  const key = sourceRef(kustomization);
  if (key === undefined) return judged('unknown', 'It names no source.');
  const source = facts.lookup(key);
  if (source === undefined) return failed('notApplied', `${nameInSentence(key)} is not there`, { key, message: '' });
  const offered = offers(source, facts);
  if (offered === true) return undefined;
  const health = healthOf(source, { lookup: facts.lookup });
  if (isSuspended(source)) return judged('notApplied', `${nameInSentence(key)} is suspended.`, { key, message: '' });
  if (health.state === 'failed') {
    return failed('notApplied', `${nameInSentence(key)} cannot be fetched`, { key, message: health.message });
  }
  const revision = asText(valueAt(statusOf(source), 'artifact', 'revision'));
  if (revision === undefined) return waitsFor(key, 'which has fetched nothing yet');
  const commit = sourceCommit(source);
  if (commit === undefined) {
    return judged(
      'unknown',
      `The revision of ${nameInSentence(key)} names no commit, so nothing tells what it holds.`,
      {
        key,
        message: revision,
      },
    );
  }
  if (offered === undefined) {
    const sentence = `${nameInSentence(key)} is at ${shortCommit(commit)}, whose history is not here: fetch it to know.`;
    return judged('unknown', sentence, { key, message: revision });
  }
  const follows = fixed(source);
  const why = `which is at ${shortCommit(commit)}, without this commit${follows === undefined ? '' : `, and follows ${follows}`}`;
  return waitsFor(key, why, revision);
}

/** What a GitRepository follows, where that is no branch. */
function fixed(source: FluxObject): string | undefined {
  const ref = valueAt(specOf(source), 'ref');
  for (const kind of ['commit', 'name', 'semver', 'tag']) {
    const value = asText(valueAt(ref, kind));
    if (value !== undefined) return `${kind === 'name' ? 'ref' : kind} ${value}`;
  }
  return undefined;
}
