import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, nameInSentence, type FluxObject, type ObjectKey } from '../../flux/object.ts';
import { condition } from '../../flux/conditions.ts';
import { hasSpecOf } from './agrees.ts';
import { judged, type Judgement } from './judgement.ts';
import { kustomizationLanding } from './kustomizationLanding.ts';
import { releaseChange, releaseLanding } from './releaseLanding.ts';
import { hasAttempted } from './revisions.ts';
import type { ChangedKustomization, Landing, LandingFacts, ObjectChange, ObjectLanding } from './terms.ts';
import { whole } from './whole.ts';

/**
 * What became of a commit in a cluster, by what its Kustomizations' builds are with it and without it:
 *
 * - those whose build, and whose own declaration, it leaves alone are not affected, and nobody waits for them;
 * - top down: what a parent declares of a Kustomization counts once the parent has applied it. One that says Ready on the
 *   commit with a spec that its parent never came to change has not landed;
 * - a HelmRelease counts once its Kustomization applied it, and Helm made a release of it.
 */
export function landingOf(facts: LandingFacts): Landing {
  const known = new Map<ObjectKey, ObjectLanding>();
  const judge = (one: ChangedKustomization, below: ReadonlySet<ObjectKey>): ObjectLanding => {
    const before = known.get(one.key);
    if (before !== undefined) return before;
    const parent = one.parent === undefined || below.has(one.parent) ? undefined : facts.kustomizations.get(one.parent);
    const above = parent && judge(parent, new Set([...below, one.key]));
    const judgement = judgeKustomization(one, parent && above ? { change: parent, landing: above } : undefined, facts);
    const landing = { key: one.key, ...kept(one.key, judgement, facts), ...(one.parent && { parent: one.parent }) };
    known.set(one.key, landing);
    return landing;
  };
  const objects = [...facts.kustomizations.values()].flatMap((one) => {
    const landing = judge(one, new Set());
    return [landing, ...releases(one, landing, facts)];
  });
  return whole(facts.commit, objects, facts.unseen);
}

interface Parent {
  readonly change: ChangedKustomization;
  readonly landing: ObjectLanding;
}

function judgeKustomization(one: ChangedKustomization, parent: Parent | undefined, facts: LandingFacts): Judgement {
  const own = parent && changesOf(parent.change).get(one.key);
  if (one.build.state === 'same' && own === undefined && isKnown(parent?.change)) {
    return judged('notAffected', 'Its build is the same with this commit and without it.');
  }
  const live = facts.lookup(one.key);
  if (own !== undefined && own.after === undefined) return removal(live, parent);
  const outcome = live && kustomizationLanding(live, facts);
  const isApplied = live !== undefined && facts.declared(one.key).some((declared) => hasSpecOf(live.raw, declared));
  const held = parent && !isApplied ? heldBy(reallyOf(parent.landing, facts)) : undefined;
  if (held !== undefined) return held;
  if (outcome === undefined) return judged('waiting', 'It is not in the cluster yet.');
  if (one.build.state === 'unknown' && outcome.verdict !== 'landed') {
    const isFailure = outcome.verdict === 'notApplied' || outcome.verdict === 'notHealthy';
    const sentence = `Whether this commit concerns it is not known: ${one.build.reason}`;
    return judged('unknown', sentence, isFailure ? outcome.cause : undefined);
  }
  return outcome;
}

/** Whether it is known what a parent declares; of one that is none there is nothing to know. */
function isKnown(parent: ChangedKustomization | undefined): boolean {
  return parent === undefined || parent.build.state === 'same' || parent.build.state === 'differs';
}

/**
 * What became of a parent for what it declares: one that the commit leaves alone may have failed before it, so that what runs
 * below it is older than what it declares.
 */
function reallyOf(parent: ObjectLanding, facts: LandingFacts): ObjectLanding {
  const live = parent.verdict === 'notAffected' ? facts.lookup(parent.key) : undefined;
  if (live === undefined) return parent;
  return { ...kustomizationLanding(live, facts), key: parent.key };
}

/** What a parent that has not applied its build means for what it declares. */
function heldBy({ key, verdict, cause }: ObjectLanding): Judgement | undefined {
  const at = cause ?? { key, message: '' };
  switch (verdict) {
    // With `notHealthy` all its objects are applied; the one that is not healthy may be this very one.
    case 'landed':
    case 'notAffected':
    case 'notHealthy':
      return undefined;
    case 'notApplied':
      return judged(
        'notApplied',
        `${nameInSentence(key)}, which applies it, fails: what it runs is the state of before.`,
        at,
      );
    case 'waiting':
      return judged('waiting', `It waits for ${nameInSentence(key)}, which applies it.`, at);
    case 'unknown':
      return judged('unknown', `What became of ${nameInSentence(key)}, which applies it, is not known.`, at);
  }
}

/** A Kustomization or HelmRelease that the commit takes away. */
function removal(live: FluxObject | undefined, parent: Parent | undefined): Judgement {
  if (live === undefined) return judged('landed', 'It is gone.');
  const held = parent && heldBy(parent.landing);
  if (held !== undefined) return held;
  // What left the inventory without being deleted keeps its labels; nothing deletes it any more.
  return live.raw.metadata.deletionTimestamp === undefined
    ? judged(
        'unknown',
        'It is not declared any more and is still there: Flux does not prune it, or has not come to it.',
      )
    : judged('waiting', 'It is being deleted.');
}

/** A retry takes nothing back: as long as the controller tries the commit again, what was said of the try before stands. */
function kept(key: ObjectKey, judgement: Judgement, facts: LandingFacts): Judgement {
  const before = facts.earlier?.objects.find((one) => one.key === key);
  const isFailure = before?.verdict === 'notApplied' || before?.verdict === 'notHealthy';
  const live = facts.lookup(key);
  if (judgement.verdict !== 'waiting' || !isFailure || before.cause?.key !== key || live === undefined)
    return judgement;
  const isRetry = condition(live, 'Ready')?.status === 'Unknown' && hasAttempted(live, facts) === true;
  const { verdict, sentence, cause } = before;
  return isRetry ? { verdict, sentence, cause } : judgement;
}

/** HelmReleases that the commit changes, by what their Kustomization applies. */
function releases(one: ChangedKustomization, applier: ObjectLanding, facts: LandingFacts): readonly ObjectLanding[] {
  const changes = changesOf(one);
  const declared = [...changes.keys()].filter((key) => kindIdOf(key) === kinds.helmRelease);
  const keys = [...new Set([...declared, ...facts.releases(one.key)])];
  return keys.flatMap((key) => {
    const live = facts.lookup(key);
    const own = changes.get(key);
    const change = live ? releaseChange(live, changes, facts) : { values: [], sources: [], ...(own && { own }) };
    if (change === undefined) return [];
    const judgement = judgeRelease(live, change, one, applier, facts);
    return [{ key, ...judgement, parent: one.key }];
  });
}

function judgeRelease(
  live: FluxObject | undefined,
  change: NonNullable<ReturnType<typeof releaseChange>>,
  one: ChangedKustomization,
  applier: ObjectLanding,
  facts: LandingFacts,
): Judgement {
  if (change.own !== undefined && change.own.after === undefined)
    return removal(live, { change: one, landing: applier });
  const held = heldBy(applier);
  if (held !== undefined) return held;
  if (live === undefined) return judged('waiting', 'It is not in the cluster yet.');
  return releaseLanding(live, change, { applier: facts.lookup(one.key), facts });
}

const nothing: ReadonlyMap<ObjectKey, ObjectChange> = new Map();

function changesOf({ build }: ChangedKustomization): ReadonlyMap<ObjectKey, ObjectChange> {
  return build.state === 'differs' ? build.objects : nothing;
}
