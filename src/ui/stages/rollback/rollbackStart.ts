import type { ApplicationKind } from '../../../stages/terms/application.ts';
import { parsePathId } from '../../../tree/pathId.ts';
import { parseStageId } from '../stageRows.ts';
import type { RollbackStart } from './rollBack.ts';

/** What a rollback begins with that was called on a row of the cluster's tree or of the view "Stages". */
export function rollbackStart([id = '']: readonly string[]): RollbackStart {
  const row = parseStageId(id);
  if (row === undefined) {
    const node = parsePathId(id);
    return node?.type === 'object' ? { thing: { object: node.key } } : {};
  }
  const { root, stage, kind, key } = row;
  if (stage === undefined || kind === undefined || key === undefined) return { root };
  return { root, thing: { stage, kind: kind as ApplicationKind, key } };
}
