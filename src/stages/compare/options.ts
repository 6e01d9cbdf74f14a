import type { StagesConfig } from '../terms/config.ts';

export interface CompareOptions {
  readonly config: Pick<StagesConfig, 'protected'>;
}
