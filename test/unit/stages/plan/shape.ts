import type { RefusalCode } from '../../../../src/stages/terms/plan.ts';
import type { Repository } from '../repository.ts';
import type { Choice } from './promotion.ts';

/** A promotion from `staging` to `production` of a constructed repository, and what it comes to. */
export interface Shape {
  readonly name: string;
  readonly repository: Repository;
  /** All versions unless given. */
  readonly choose?: Choice;
  /** The lines that change, below the paths of their files; empty where nothing does. */
  readonly patch: string;
  readonly refusals?: readonly RefusalCode[];
  /** Whether applications that the target lacks are copied. */
  readonly copy?: boolean;
  /** What of the comparison is left, by the fields that were chosen; nothing unless given. */
  readonly left?: number;
}
