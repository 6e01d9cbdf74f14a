import { withLateProgress } from '../progress.ts';
import { rootOf } from './chooseStages.ts';
import { openApplication, openAt } from './stageDocuments.ts';
import { allStagesTree } from './stageRows.ts';
import type { StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/** Opens the file that declares the application of a row, or what is wrong with the stages of a folder; nothing for a row that is gone. */
export async function openStageApplication(state: StagesState, id: string): Promise<void> {
  const broken = state.current.failure?.place;
  if (broken !== undefined) return openAt(broken.path, broken.line);
  const all = state.current.read ?? (await withLateProgress(stageTexts.reading(), (signal) => state.latest(signal)));
  const row = allStagesTree(all).rows.get(id);
  const read = all.repositories.find(({ project }) => project.root === rootOf([id]));
  if (row?.type === 'application' && read) await openApplication(read, row.stage.name, row.application);
  if (row?.type === 'unread' && row.failure.place) await openAt(row.failure.place.path, row.failure.place.line);
}
