/**
 * Reads, compares and plans promotions between the stages of a repository, in a process of its own, and prints {@link Measured}.
 * usage: node measure.ts APPLICATIONS
 */
import { pathToFileURL } from 'node:url';
import { readStages } from '../../../src/stages/applications/readStages.ts';
import type { StageHolding } from '../../../src/stages/applications/holding.ts';
import { compareStages } from '../../../src/stages/compare/compareStages.ts';
import { planPromotion } from '../../../src/stages/plan/planPromotion.ts';
import type { Files } from '../../../src/stages/terms/application.ts';
import type { Stage } from '../../../src/stages/terms/config.ts';
import { preselected } from '../../../src/stages/terms/preselected.ts';
import { stageNames, stagesRepository } from './repository.ts';

/** Times in milliseconds, one for each run; memory of the process in bytes. */
export interface Measured {
  readonly files: number;
  /** All is read, compared and planned for the first time. */
  readonly cold: number;
  /** The same again after one file changed; what did not is known. */
  readonly warm: readonly number[];
  /** Planning alone, of the moves of one pair. */
  readonly plan: readonly number[];
  readonly moves: number;
  readonly memory: { readonly early: number; readonly late: number };
}

const runs = 30;

function measure(applications: number): Measured {
  const files: Files = stagesRepository(applications);
  const times: { warm: number[]; plan: number[] } = { warm: [], plan: [] };
  let holdings: readonly StageHolding[] = [];
  const all = (tree: Files): number => {
    holdings = readStages(
      stages.map((stage) => ({ stage, files: tree })),
      holdings,
    );
    return holdings.slice(1).reduce((moves, target, at) => moves + planned(holdings[at], target, times.plan), 0);
  };
  const [cold, moves] = timed(() => all(files));
  let early = 0;
  for (let run = 0; run < runs; run += 1) {
    const path = `apps/app-${run}/staging/kustomization.yaml`;
    const changed = new Map(files).set(path, `${files.get(path) ?? ''}# ${run}\n`);
    const [time] = timed(() => all(changed));
    times.warm.push(time);
    if (run === 2) early = memory();
  }
  return { files: files.size, cold, ...times, moves, memory: { early, late: memory() } };
}

function planned(source: StageHolding | undefined, target: StageHolding, times: number[]): number {
  if (source === undefined) return 0;
  const comparisons = compareStages(source, target, { config: { protected: [] } });
  const applications = comparisons.map((comparison) => ({ comparison, differences: preselected(comparison) }));
  const [time, { moves, refusals }] = timed(() => planPromotion(source, target, { applications }));
  const [refusal] = refusals;
  if (refusal !== undefined) throw new Error(refusal.sentence);
  times.push(time);
  return moves.length;
}

function timed<Result>(run: () => Result): readonly [number, Result] {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

/** After a collection, where the process was started so that it can be asked for one. */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const stages = stageNames.map((name): Stage => {
  const paths = [`clusters/${name}`, `apps/*/${name}`];
  return {
    name,
    paths,
    branch: undefined,
    context: undefined,
    change: 'commit',
    gates: { freeze: [] },
    protected: [],
  };
});

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(measure(Number(process.argv[2]))));
}
