import { plainText } from '../../base/plainText.ts';
import type { Landing } from '../landing/terms.ts';
import type { GateEffect, Gates } from '../terms/config.ts';
import { frozenBy } from './freeze.ts';
import { spoken } from './spoken.ts';

/** What one gate says, as evidence for whoever reviews the promotion. */
export interface GateResult {
  readonly gate: 'health' | 'soak' | 'checks' | 'freeze';
  /** Whether it is open; undefined where that cannot be told. */
  readonly isMet: boolean | undefined;
  /** What follows where it is not open, or where that cannot be told. */
  readonly effect: GateEffect;
  /** One sentence. */
  readonly sentence: string;
}

/** What all gates of a stage come to. */
export interface GatesVerdict {
  readonly results: readonly GateResult[];
  /** `block` where any gate that blocks is not known to be open, else `warn` where any is not. */
  readonly effect: GateEffect | undefined;
}

/** A check (CI) of a commit, as forges tell it. */
export interface GateCheck {
  readonly name: string;
  readonly state: 'success' | 'failure' | 'pending' | 'neutral';
}

/** What gates are judged by. */
export interface GateFacts {
  /** The stage that the change comes from. */
  readonly from: string;
  /** What became of the change there, or why that is not known, as a sentence. */
  readonly landing: Landing | { readonly unknown: string };
  /** The checks of the commit that brought it there, or why they are not known, as a sentence. */
  readonly checks: readonly GateCheck[] | { readonly unknown: string };
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Judges the gates of the stage that something is promoted into. What cannot be told is not open. */
export function gatesOf(gates: Gates, facts: GateFacts): GatesVerdict {
  const { health, soak, checks, freeze } = gates;
  const results = [
    ...(health === undefined ? [] : [{ gate: 'health' as const, effect: health, ...byLanding(facts) }]),
    ...(soak === undefined
      ? []
      : [{ gate: 'soak' as const, effect: soak.effect, ...bySoak(soak.milliseconds, facts) }]),
    ...(checks === undefined ? [] : [{ gate: 'checks' as const, effect: checks, ...byChecks(facts) }]),
    ...freeze.map((window) => ({ gate: 'freeze' as const, effect: window.effect, ...frozenBy(window, facts.now) })),
  ];
  const shut = results.filter(({ isMet }) => isMet !== true).map(({ effect }) => effect);
  const effect = shut.includes('block') ? 'block' : shut[0];
  return { results, effect };
}

type Found = Pick<GateResult, 'isMet' | 'sentence'>;

function byLanding({ landing, from }: GateFacts): Found {
  if ('unknown' in landing) return { isMet: undefined, sentence: notKnown(`it landed in ${from}`, landing.unknown) };
  const { verdict, sentence } = landing;
  const isOpen = verdict === 'unknown' || verdict === 'notAffected' ? undefined : verdict === 'landed';
  return { isMet: isOpen, sentence: `In ${from}: ${sentence}` };
}

function bySoak(wanted: number, { landing, from, now }: GateFacts): Found {
  const asked = `${spoken(wanted)} in ${from}`;
  if ('unknown' in landing) return { isMet: undefined, sentence: notKnown(`it ran for ${asked}`, landing.unknown) };
  const { verdict, since } = landing;
  if (verdict === 'unknown' || verdict === 'notAffected') {
    return { isMet: undefined, sentence: notKnown(`it ran for ${asked}`, landing.sentence) };
  }
  if (verdict !== 'landed')
    return { isMet: false, sentence: `It has not landed in ${from}, where it should run for ${spoken(wanted)}.` };
  if (since === undefined) {
    return {
      isMet: undefined,
      sentence: notKnown(`it ran for ${asked}`, 'Flux does not tell since when it is applied.'),
    };
  }
  const run = Math.max(0, now - Date.parse(since));
  const fact = `It has run in ${from} since ${since}: ${spoken(run)}`;
  if (run >= wanted) return { isMet: true, sentence: `${fact}, of ${spoken(wanted)} that are asked for.` };
  return { isMet: false, sentence: `${fact}; ${spoken(wanted - run)} of ${spoken(wanted)} are left.` };
}

/** Names that are listed at most. */
const mostNames = 5;

function byChecks({ checks, from }: GateFacts): Found {
  if ('unknown' in checks)
    return { isMet: undefined, sentence: notKnown(`the checks in ${from} passed`, checks.unknown) };
  const inState = (state: GateCheck['state']): readonly string[] =>
    checks.filter((one) => one.state === state).map(({ name }) => plainText(name, 60));
  const [failed, pending, passed] = [inState('failure'), inState('pending'), inState('success')];
  if (failed.length > 0) return { isMet: false, sentence: `Checks of the commit in ${from} fail: ${listed(failed)}.` };
  if (pending.length > 0)
    return { isMet: false, sentence: `Checks of the commit in ${from} are not over: ${listed(pending)}.` };
  if (passed.length === 0)
    return { isMet: undefined, sentence: `The commit in ${from} has no checks that say anything.` };
  return { isMet: true, sentence: `Checks of the commit in ${from} passed: ${listed(passed)}.` };
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  return [...names.slice(0, mostNames), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function notKnown(what: string, why: string): string {
  return `Whether ${what} is not known: ${why}`;
}
