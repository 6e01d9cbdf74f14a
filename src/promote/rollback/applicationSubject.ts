import { readRepository } from '../../compare/declared/repositoryAt.ts';
import { slashed } from '../../files/slashes.ts';
import { filesAt } from '../../git/sourceFiles.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { entryFolders } from '../../manifests/kustomize/entryFolders.ts';
import { appliersAt } from '../../manifests/kustomize/kustomizations.ts';
import { placeKey, type HeldApplication, type StageHolding } from '../../stages/applications/holding.ts';
import { readStages } from '../../stages/applications/readStages.ts';
import { ownRestore, readerOf } from '../../stages/rollback/ownRestore.ts';
import type { Reader } from '../../stages/terms/rollback.ts';
import type { ApplicationKind } from '../../stages/terms/application.ts';
import type { Stage, StagesConfig } from '../../stages/terms/config.ts';
import { treeOf } from '../reading/trees.ts';
import { automationsIn } from './automationsIn.ts';
import { readersBesides } from './readersAt.ts';
import type { ReadAt, Subject } from './subject.ts';

/** An application of a stage by its key, as the stages are configured now. */
export interface StageApplication {
  readonly root: string;
  readonly config: StagesConfig;
  readonly stage: Stage;
  readonly kind: ApplicationKind;
  readonly key: string;
}

/** An application that is no Kustomization of its own: restored are the files that are read for it. */
export function applicationSubject({ root, config, stage, kind, key }: StageApplication): Subject {
  // An overlay is all that its folder builds.
  const isOnlyPart = kind !== 'overlay' && kind !== 'kustomization';
  const known = new Map<string, readonly StageHolding[]>();
  const onBranch = config.stages.filter(({ branch }) => branch === stage.branch);

  const holdingsAt = async (commit: string, signal: AbortSignal): Promise<readonly StageHolding[]> => {
    const before = known.get(commit);
    if (before !== undefined) return before;
    const { files } = treeOf((await filesAt(root, commit, signal)).files, commit);
    const holdings = readStages(onBranch.map((one) => ({ stage: one, files })));
    known.set(commit, holdings);
    return holdings;
  };

  return {
    id: `${stage.name} ${kind} ${key}`,
    name: key,
    sentence: `${key} of ${stage.name}`,
    kustomization: undefined,
    async readAt(commit, signal) {
      return readBy(ofStage(await holdingsAt(commit, signal)).find(isIt));
    },
    async othersAt({ now: commit }, signal) {
      const holdings = await holdingsAt(commit, signal);
      const all = ofStage(holdings);
      const repository = await readRepository(slashed(root), commit, signal);
      const { workspace } = repository;
      const appliers = (path: string): readonly DeclaredObject[] =>
        entryFolders(workspace, `${repository.root}/${path}`).flatMap((folder) => appliersAt(workspace, folder));
      // What this stage alone reads is read by its own Kustomizations.
      const { own: files = [], overlay } = all.find(isIt) ?? {};
      const own = new Set([...files, ...(overlay === undefined ? [] : [overlay])].flatMap(appliers));
      // Those of stages are told by what becomes of their applications.
      const places = new Set(
        holdings.flatMap(({ applications }) => applications.map(({ declared }) => placeOf(declared))),
      );
      const ofStages = ({ path, span }: DeclaredObject): boolean =>
        isOnlyPart && places.has(placeOf({ path: path.slice(repository.root.length + 1), span }));
      const kustomizations = readersBesides((one) => own.has(one) || ofStages(one), repository);
      const automations = automationsIn(repository);
      return { readers: (path) => [...applicationsReading(path, all), ...kustomizations(path)], automations };
    },
    narrow(plan, at) {
      return !isOnlyPart
        ? plan
        : ownRestore(plan, { ...at, stages: onBranch, stage: stage.name, application: { kind, key } });
    },
  };

  function ofStage(holdings: readonly StageHolding[]): readonly HeldApplication[] {
    return holdings.find((one) => one.stage.name === stage.name)?.applications ?? [];
  }

  function isIt(one: HeldApplication): boolean {
    return one.kind === kind && one.key === key;
  }

  function applicationsReading(path: string, all: readonly HeldApplication[]): readonly Reader[] {
    return all.flatMap((one) => {
      if (isIt(one) || !(one.own.includes(path) || one.shared.includes(path))) return [];
      return [readerOf(one)];
    });
  }
}

function placeOf({ path, span }: Pick<DeclaredObject, 'path' | 'span'>): string {
  return placeKey(path, span.start);
}

function readBy(application: HeldApplication | undefined): ReadAt {
  if (application === undefined) {
    return { read: undefined, why: 'is not declared: there is nothing to restore.', isDeclared: false };
  }
  const { own, shared } = application;
  return { read: [...new Set([...own, ...shared])], why: undefined, isDeclared: true };
}
