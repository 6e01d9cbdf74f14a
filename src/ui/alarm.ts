import type { ObjectKey } from '../flux/object.ts';

/** Knows whether something began to fail that the person has not looked at; see {@link createAlarm}. */
export interface Alarm {
  /** Takes the objects that fail now; `looking`: the person sees the tree. */
  update(failing: ReadonlySet<ObjectKey>, looking: boolean): void;
  readonly ringing: boolean;
  /** Starts anew with another cluster, whose failures are no news. */
  reset(): void;
}

/**
 * Makes an alarm that rings for objects which fail and did not when the person last looked. What fails on first
 * sight of a cluster is not news; an object that recovers takes its alarm along.
 */
export function createAlarm(): Alarm {
  let known: ReadonlySet<ObjectKey> | undefined;
  let ringing = false;
  return {
    get ringing() {
      return ringing;
    },
    update(failing, looking) {
      if (known === undefined || looking) known = failing;
      const seen = known;
      ringing = [...failing].some((key) => !seen.has(key));
      known = new Set([...seen].filter((key) => failing.has(key)));
    },
    reset() {
      known = undefined;
      ringing = false;
    },
  };
}
