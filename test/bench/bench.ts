import type { Rig } from './rig/rig.ts';
import type { Row } from './rows.ts';

/** One benchmark, run by its name in the table of benches.ts. */
export interface Bench {
  /** What it measures, for the usage text. */
  readonly about: string;
  /** Measures and resolves with the rows. Throws if it cannot measure; a budget that is missed is no error. */
  readonly run: (rig: Rig) => Promise<readonly Row[]>;
}
