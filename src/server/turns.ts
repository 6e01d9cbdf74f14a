/** Lets the event loop go round once: what has arrived in the meantime is handled. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Nobody can type without pause for as long as this: turns of the event loop. */
const mostTurns = 1000;

/**
 * Resolves once messages that have already arrived are handled: `counter` has stayed the same for two turns of the event
 * loop, of which the connection uses one for each message. Without such messages it takes no time worth speaking of.
 */
export async function quiet(counter: () => number): Promise<void> {
  let seen = counter();
  for (let still = 0, turns = 0; still < 2 && turns < mostTurns; turns++) {
    await turn();
    const now = counter();
    still = now === seen ? still + 1 : 0;
    seen = now;
  }
}

/** Work that yields: see {@link createPacer}. */
export type Pacer = () => Promise<void> | undefined;

/**
 * Makes a function to call between pieces of background work: it lets others run once `slice` milliseconds have been
 * worked.
 */
export function createPacer(slice = 8): Pacer {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < slice) return undefined;
    return turn().then(() => {
      begun = performance.now();
    });
  };
}
