import { failureOf, isAbort, messageOf } from '../src/base/failure.ts';

/** A mistake or a lack that the person who ran a script can mend: its message, of any length, is all they need to read. */
export class Refusal extends Error {}

/**
 * Runs a script's main function: its number is the exit code. What a person can mend is printed as its sentence,
 * anything else with its stack.
 */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    if (isAbort(error)) return;
    if (error instanceof Refusal) console.error(error.message);
    else console.error(failureOf(error) ? messageOf(error) : error);
  }
}
