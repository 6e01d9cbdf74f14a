import type { StagesReading } from './stagesState.ts';

/**
 * What the view "Stages" shows: its rows, a row for a file that is `broken`, or one of the welcome texts of package.json, whose
 * `when` clauses compare the context key `sluice.stages` with these words.
 */
export const stagesViewStates = [
  'idle',
  'reading',
  'noFolder',
  'restricted',
  'noStages',
  'broken',
  'failed',
  'rows',
] as const;
export type StagesViewState = (typeof stagesViewStates)[number];

/** What to show for what is known. */
export function stagesViewState({ isReading, read, failure }: StagesReading): StagesViewState {
  if (read !== undefined) return read.repositories.some(({ stages }) => stages.length > 0) ? 'rows' : 'noStages';
  if (failure === undefined) return isReading ? 'reading' : 'idle';
  switch (failure.code) {
    case 'noFolder':
    case 'restricted':
    case 'noStages':
      return failure.code;
    case 'badConfig':
      return 'broken';
    default:
      return 'failed';
  }
}
