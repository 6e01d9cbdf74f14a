import { readStages } from '../../../src/stages/applications/readStages.ts';
import { compareStages } from '../../../src/stages/compare/compareStages.ts';
import { planPromotion } from '../../../src/stages/plan/planPromotion.ts';
import type { Files } from '../../../src/stages/terms/application.ts';
import type { Stage } from '../../../src/stages/terms/config.ts';
import type { ApplicationComparison, Difference } from '../../../src/stages/terms/difference.ts';
import type { Plan } from '../../../src/stages/terms/plan.ts';
import { withChanges } from '../../../src/stages/terms/withChanges.ts';

/** What promotions came to. */
export interface Promotions {
  /** Single differences that were asked for. */
  readonly asked: number;
  readonly moved: number;
  /** Refusals of single differences, by their codes. */
  readonly refused: Readonly<Record<string, number>>;
  /** What should hold and does not, as sentences. */
  readonly broken: readonly string[];
}

interface One {
  readonly comparison: ApplicationComparison;
  readonly difference: Difference;
}

/**
 * Promotes each difference between two stages of a tree on its own, at most `most` of them, and all unprotected ones together,
 * and says what does not hold: only files that the target alone reads are touched, and of a value that is there only its
 * place; compared again the difference is gone and no other has come; promoted again, nothing changes.
 */
export function everyPromotion(
  files: Files,
  stages: readonly Stage[],
  [from, to]: readonly [string, string],
  most = Infinity,
): Promotions {
  const holdings = readStages(stages.map((stage) => ({ stage, files })));
  const pairIn = (all: typeof holdings) => {
    const [source, target] = [from, to].map((name) => all.find(({ stage }) => stage.name === name));
    if (source === undefined || target === undefined) throw new Error(`${from} and ${to} are no stages.`);
    return { source, target, comparisons: compareStages(source, target, { config: { protected: [] } }) };
  };
  const { source, target, comparisons } = pairIn(holdings);
  const all = comparisons.flatMap((comparison) =>
    comparison.differences.map((difference): One => ({ comparison, difference })),
  );
  const before = new Set(all.map(({ difference: { id } }) => id));
  const broken: string[] = before.size === all.length ? [] : ['Two differences have one id.'];

  const promote = (name: string, chosen: readonly One[]): Plan => {
    const plan = planPromotion(source, target, { applications: choices(comparisons, chosen) });
    const after = withChanges(files, plan.changes);
    for (const { kind, path } of plan.changes) {
      const others = (target.readers.get(path) ?? []).filter((stage) => stage !== to);
      if (others.length > 0) broken.push(`${name}: ${kind} of ${path}, which ${others.join(', ')} read.`);
    }
    const again = pairIn(
      readStages(
        stages.map((stage) => ({ stage, files: after })),
        holdings,
      ),
    );
    const moved = new Set(plan.moves.map(({ difference: { id } }) => id));
    for (const { id } of again.comparisons.flatMap(({ differences }) => differences)) {
      if (moved.has(id)) broken.push(`${name}: ${id} differs still.`);
      else if (!before.has(id)) broken.push(`${name}: ${id} differs now.`);
    }
    const ids = new Set(chosen.map(({ difference: { id } }) => id));
    const left = again.comparisons.flatMap((comparison) =>
      comparison.differences.filter(({ id }) => ids.has(id)).map((difference): One => ({ comparison, difference })),
    );
    const twice = planPromotion(again.source, again.target, { applications: choices(again.comparisons, left) });
    if (twice.changes.length > 0) broken.push(`${name}: promoted twice it changes ${twice.changes[0]?.path ?? ''}.`);
    return plan;
  };

  const refused: Record<string, number> = {};
  const step = Math.max(1, Math.ceil(all.length / most));
  const asked = all.filter((_, index) => index % step === 0);
  let moves = 0;
  for (const one of asked) {
    const plan = promote(one.difference.id, [one]);
    const [refusal] = plan.refusals;
    if (refusal !== undefined) refused[refusal.code] = (refused[refusal.code] ?? 0) + 1;
    if (plan.moves.length === 0) continue;
    moves += 1;
    if (plan.changes.length === 0) broken.push(`${one.difference.id}: it moved, and no file changed.`);
    broken.push(...strayEdits(one.difference, plan));
  }
  const meant = all.filter(({ difference }) => difference.protected === undefined);
  promote('All', meant);
  return { asked: asked.length, moved: moves, refused, broken };
}

function choices(comparisons: readonly ApplicationComparison[], chosen: readonly One[]) {
  return comparisons.flatMap((comparison) => {
    const differences = chosen.filter((one) => one.comparison === comparison).map(({ difference }) => difference);
    return differences.length === 0 ? [] : [{ comparison, differences }];
  });
}

/** Quotes and what stands between a value and its key may change with it: so far around it. */
const around = 60;

/** Edits that are not where the target writes what was promoted, where it does. */
function strayEdits({ id, source, target, field }: Difference, { changes, moves }: Plan): readonly string[] {
  if (source === undefined || target === undefined || field.length === 0) return [];
  const places = moves.flatMap(({ difference }) => difference.target?.place ?? []);
  return changes.flatMap((change) => {
    if (change.kind !== 'edit') return [`${id}: a ${change.kind} of ${change.path}.`];
    const stray = change.edits.filter(
      (edit) =>
        !places.some(
          ({ path, span }) =>
            path === change.path && edit.span.start >= span.start - around && edit.span.end <= span.end + around,
        ),
    );
    return stray.map(({ span }) => `${id}: an edit at ${span.start} of ${change.path}.`);
  });
}
