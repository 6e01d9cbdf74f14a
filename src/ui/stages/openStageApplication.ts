import { withLateProgress } from '../progress.ts';
import { openApplication } from './stageDocuments.ts';
import { stageTree } from './stageRows.ts';
import type { StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/** Opens the file that declares the application of a row, at the place; does nothing for a row that is gone. */
export async function openStageApplication(state: StagesState, id: string): Promise<void> {
  const read = state.current.read ?? (await withLateProgress(stageTexts.reading(), (signal) => state.latest(signal)));
  const row = stageTree(read).rows.get(id);
  if (row?.type === 'application') await openApplication(read, row.stage.name, row.application);
}
