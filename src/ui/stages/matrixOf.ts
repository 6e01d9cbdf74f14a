import { basename } from 'node:path';
import { plainText } from '../../base/plainText.ts';
import type { Matrix, MatrixCell, MatrixMark } from './matrixHtml.ts';
import { runningState, type ClusterSight } from './stageHealth.ts';
import { stageTree, type ApplicationRow, type NextStage } from './stageRows.ts';
import type { StagesRead } from './stagesState.ts';
import { applicationName, decidingText, kindWord, stageTexts, versionText } from './stageWords.ts';

const { matrix: words } = stageTexts;

/** The texts of the matrix: an application is one row, whichever stages have it. `now` in milliseconds since 1970. */
export function matrixOf(read: StagesRead, sight: ClusterSight, now: number): Matrix {
  const names = read.stages.map(({ stage }) => stage.name);
  const sources = new Map(read.stages.flatMap(({ stage, next }) => next.map((to) => [to.stage, stage.name])));
  const byApplication = new Map<string, Map<string, ApplicationRow>>();
  for (const row of stageTree(read).rows.values()) {
    if (row.type !== 'application') continue;
    const { key, kind } = row.application;
    const id = `${key} ${kind}`;
    const cells = byApplication.get(id) ?? new Map<string, ApplicationRow>();
    cells.set(row.stage.name, row);
    byApplication.set(id, cells);
  }
  const rows = [...byApplication]
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([, cells]) => {
      const [first] = cells.values();
      if (first === undefined) return [];
      const texts = names.map((name) =>
        cell(cells.get(name), cells.get(sources.get(name) ?? ''), { name, sight, now }),
      );
      // What is named as its stage has another name in each.
      const name = [...new Set([...cells.values()].map(applicationName))].join(', ');
      return [{ name, kind: kindWord(first.application.kind), cells: texts }];
    });
  return {
    caption: words.caption(plainText(basename(read.project.root))),
    corner: words.application(),
    stages: names.map((name) => plainText(name)),
    rows,
    labels: { filter: words.filter(), onlyBehind: words.onlyBehind(), shown: words.shown() },
  };
}

interface CellContext {
  readonly name: string;
  readonly sight: ClusterSight;
  readonly now: number;
}

function cell(
  row: ApplicationRow | undefined,
  before: ApplicationRow | undefined,
  { name, sight, now }: CellContext,
): MatrixCell {
  const next = before?.next.find(({ stage }) => stage === name);
  const source = before === undefined ? '' : plainText(before.stage.name);
  if (row === undefined) {
    const mark = next?.isMissing === true ? ({ kind: 'lacks', text: words.lacks(source) } as const) : undefined;
    return { id: undefined, text: words.absent(), label: '', mark, health: '', doubts: '' };
  }
  const running = runningState(sight, row, now);
  const text = versionText(row, running) || words.noVersion();
  const label = words.open(applicationName(row), plainText(name), text);
  const doubts = row.application.doubts
    .slice(0, 5)
    .map((one) => plainText(one, 300))
    .join('\n');
  return { id: row.id, text, label, mark: markOf(next, source), health: running?.word ?? '', doubts };
}

/** How a cell stands to the stage before it. */
function markOf(next: NextStage | undefined, source: string): MatrixMark | undefined {
  if (next === undefined) return undefined;
  const { comparison, isBehind } = next;
  const version = decidingText(comparison, 'here');
  if (isBehind) return { kind: 'behind', text: words.behind(source, version) };
  return comparison.standing === 'unknown' ? { kind: 'differs', text: words.differs(source, version) } : undefined;
}
