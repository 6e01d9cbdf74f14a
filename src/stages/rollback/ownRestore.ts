import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import type { HeldApplication, StageHolding } from '../applications/holding.ts';
import { readStages } from '../applications/readStages.ts';
import { compareStages } from '../compare/compareStages.ts';
import { planPromotion } from '../plan/planPromotion.ts';
import type { ApplicationRef } from '../terms/applicationId.ts';
import type { Files } from '../terms/application.ts';
import type { Stage } from '../terms/config.ts';
import type { FileChange } from '../terms/plan.ts';
import type { Reader, RollbackPlan } from '../terms/rollback.ts';
import { withChanges } from '../terms/withChanges.ts';
import { contentOf, versionChange, writtenIn } from './applicationContent.ts';

/** An application of a stage at two moments. */
export interface OwnFacts {
  /** All that are on the branch. */
  readonly stages: readonly Stage[];
  readonly stage: string;
  readonly application: ApplicationRef;
  readonly then: Files;
  readonly now: Files;
}

/**
 * A rollback of files made one of an application: in files that others are written in too, its own fields alone go back,
 * where that comes to what it was then and moves nobody else. Where it does not, such files go back as they are, and all whose
 * result changes by it are among the others, with their versions. Who merely applies the application is none of them.
 */
export function ownRestore(plan: RollbackPlan, facts: OwnFacts): RollbackPlan {
  const [then, now] = [hold(facts, facts.then), hold(facts, facts.now)];
  const [old, fresh] = [itsOwn(then, facts), itsOwn(now, facts)];
  const isIt = (one: HeldApplication): boolean =>
    one.kind === facts.application.kind && one.key === facts.application.key && one.stage === facts.stage;
  const shared = new Set(
    plan.changes.flatMap(({ kind, path }) =>
      kind === 'copy' && isShared(path, [...then, ...now], isIt) ? [path] : [],
    ),
  );
  const affected = (changes: readonly FileChange[]) => {
    const after = hold(facts, withChanges(facts.now, changes, facts.then));
    return { after, moved: movedBy(now, after, isIt) };
  };
  if (shared.size > 0 && old !== undefined && fresh !== undefined) {
    const edits = fieldsAlone(shared, { then: old.holding, now: fresh.holding }, facts);
    const changes = plan.changes.flatMap((change) => {
      if (!shared.has(change.path) || edits.whole.has(change.path)) return [change];
      return edits.changes.filter(({ path }) => path === change.path);
    });
    const { after, moved } = affected(changes);
    const restored = itsOwn(after, facts);
    const comesTo = restored && contentOf(restored.application) === contentOf(old.application);
    if (comesTo === true) return narrowed(plan, { changes, moved, whole: edits.whole, now, isIt });
  }
  return narrowed(plan, { changes: plan.changes, moved: affected(plan.changes).moved, whole: shared, now, isIt });
}

function hold({ stages }: OwnFacts, files: Files): readonly StageHolding[] {
  return readStages(stages.map((stage) => ({ stage, files })));
}

function itsOwn(holdings: readonly StageHolding[], { stage, application: { kind, key } }: OwnFacts) {
  const holding = holdings.find((one) => one.stage.name === stage);
  const application = holding?.applications.find((one) => one.kind === kind && one.key === key);
  return holding && application && { holding, application };
}

/** Whether others are written in a file, or may be: a kustomization's fields are for all that it builds. */
function isShared(path: string, holdings: readonly StageHolding[], isIt: (one: HeldApplication) => boolean): boolean {
  if (isKustomizationFile(path)) return true;
  return holdings.some(({ applications }) => applications.some((one) => !isIt(one) && writtenIn(one).has(path)));
}

function isKustomizationFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return kustomizationFileNames.some((one) => one === name);
}

/** Edits of shared files by which the application's own fields are as they were; `whole`: where that cannot be written. */
function fieldsAlone(
  shared: ReadonlySet<string>,
  { then, now }: { readonly then: StageHolding; readonly now: StageHolding },
  { application: { kind, key } }: OwnFacts,
): { readonly changes: readonly FileChange[]; readonly whole: ReadonlySet<string> } {
  const comparisons = compareStages(then, now, { config: { protected: [] } });
  const applications = comparisons
    .filter((one) => one.kind === kind && one.key === key)
    .map((comparison) => ({ comparison, differences: comparison.differences }));
  const plan = planPromotion(then, now, { applications });
  const refused = new Set(plan.refusals.map(({ difference }) => difference));
  const whole = applications.flatMap(({ differences }) =>
    differences
      .filter(({ id }) => refused.has(id))
      .flatMap(({ source, target }) => [source, target].flatMap((side) => side?.place.path ?? [])),
  );
  const changes = plan.changes.filter(({ kind: what, path }) => what === 'edit' && shared.has(path));
  return { changes, whole: new Set(whole.filter((path) => shared.has(path))) };
}

type Moved = Reader & { readonly files: ReadonlySet<string> };

/** The other applications whose result differs, with what becomes of them. */
function movedBy(
  now: readonly StageHolding[],
  after: readonly StageHolding[],
  isIt: (one: HeldApplication) => boolean,
): readonly Moved[] {
  return now.flatMap(({ stage, applications }) => {
    const later = after.find((one) => one.stage.name === stage.name)?.applications ?? [];
    return applications.flatMap((one): Moved[] => {
      if (isIt(one)) return [];
      const same = later.find(({ kind, key }) => kind === one.kind && key === one.key);
      if (same !== undefined && contentOf(same) === contentOf(one)) return [];
      return [{ ...readerOf(one), effect: effectOf(one, same), files: filesOf(one) }];
    });
  });
}

function effectOf(before: HeldApplication, after: HeldApplication | undefined): string {
  if (after === undefined) return 'is gone';
  const version = versionChange(before, after);
  return version === undefined ? 'changes' : `goes from ${version.from} back to ${version.to}`;
}

/** An application as others are named. */
export function readerOf({ key, stage, declared }: HeldApplication): Reader {
  return { name: `${key} of ${stage}`, declaredIn: declared.path };
}

function filesOf({ own, shared }: HeldApplication): ReadonlySet<string> {
  return new Set([...own, ...shared]);
}

interface Outcome {
  readonly changes: readonly FileChange[];
  readonly moved: readonly Moved[];
  /** Files of several that go back as they are. */
  readonly whole: ReadonlySet<string>;
  readonly now: readonly StageHolding[];
  readonly isIt: (one: HeldApplication) => boolean;
}

function narrowed(plan: RollbackPlan, { changes, moved, whole, now, isIt }: Outcome): RollbackPlan {
  const paths = changes.map(({ path }) => path);
  const left = <One extends { readonly paths: readonly string[] }>(all: readonly One[]): One[] =>
    all
      .map((one) => ({ ...one, paths: one.paths.filter((path) => paths.includes(path)) }))
      .filter((one) => one.paths.length > 0);
  const all = now.flatMap(({ applications }) => applications).filter((one) => !isIt(one));
  const applications = new Set(all.map((one) => readerId(readerOf(one))));
  const named = moved.map(({ files, ...one }) => ({ ...one, paths: paths.filter((path) => files.has(path)) }));
  // Of what stands in a kustomization not everything is followed: who is built by it may change by a whole one.
  const kustomizations = [...whole].filter((path) => isKustomizationFile(path) && paths.includes(path));
  const known = new Set(moved.map(readerId));
  const built = all.flatMap((one) => {
    const read = kustomizations.filter((path) => filesOf(one).has(path));
    return read.length === 0 || known.has(readerId(readerOf(one))) ? [] : [{ ...readerOf(one), paths: read }];
  });
  const foreign = left(plan.others).filter((one) => !applications.has(readerId(one)));
  return { ...plan, changes, others: [...named, ...built, ...foreign], automations: left(plan.automations) };
}

function readerId({ name, declaredIn }: Reader): string {
  return `${declaredIn} ${name}`;
}
