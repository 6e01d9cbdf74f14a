import type { StagesConfig } from '../terms/config.ts';

/** What the two sides of a difference were at an earlier commit; undefined where the field was not there. */
export interface EarlierValues {
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/** Earlier values by a difference's id, the newest first; see {@link earlierValues}. */
export type History = ReadonlyMap<string, readonly EarlierValues[]>;

export interface CompareOptions {
  readonly config: Pick<StagesConfig, 'protected'>;
  readonly history?: History;
}
