import { parseStageId } from '../stageRows.ts';
import type { PromotionStart } from './promote.ts';

/**
 * What a promotion begins with that was called on rows of the view "Stages": their stage, and their applications. `root` is
 * the repository that the view shows.
 */
export function startOf(nodes: readonly string[], root: string | undefined): PromotionStart {
  const rows = nodes.flatMap((id) => parseStageId(id) ?? []);
  const [first] = rows;
  if (first === undefined) return {};
  const { stage } = first;
  const keys = rows.flatMap((row) => (row.stage === stage && row.key !== undefined ? [row.key] : []));
  return { from: stage, ...(keys.length > 0 && { applications: keys }), ...(root !== undefined && { root }) };
}
