import { applicationId, isApplicationKind } from '../../../stages/terms/applicationId.ts';
import { parseStageId } from '../stageRows.ts';
import type { PromotionStart } from './promote.ts';

/** What a promotion begins with that was called on rows of the view "Stages": their repository, stage and applications. */
export function startOf(nodes: readonly string[]): PromotionStart {
  const rows = nodes.flatMap((id) => parseStageId(id) ?? []);
  const [first] = rows;
  if (first === undefined) return {};
  const { root, stage } = first;
  if (stage === undefined) return { root };
  const same = rows.filter((row) => row.root === root && row.stage === stage);
  const applications = same.flatMap(({ kind, key }) =>
    kind !== undefined && isApplicationKind(kind) && key !== undefined ? [applicationId({ kind, key })] : [],
  );
  return { root, from: stage, ...(applications.length > 0 && { applications }) };
}
