import { readRepository } from '../../compare/declared/repositoryAt.ts';
import { slashed } from '../../files/slashes.ts';
import { filesAt } from '../../git/sourceFiles.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { entryFolders } from '../../manifests/kustomize/entryFolders.ts';
import { appliersAt } from '../../manifests/kustomize/kustomizations.ts';
import type { HeldApplication, StageHolding } from '../../stages/applications/holding.ts';
import { readStages } from '../../stages/applications/readStages.ts';
import type { Reader } from '../../stages/terms/rollback.ts';
import type { ApplicationKind } from '../../stages/terms/application.ts';
import type { Stage, StagesConfig } from '../../stages/terms/config.ts';
import { treeOf } from '../trees.ts';
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
  const known = new Map<string, StageHolding | undefined>();

  const holdingAt = async (commit: string, signal: AbortSignal): Promise<StageHolding | undefined> => {
    if (known.has(commit)) return known.get(commit);
    const { files } = treeOf((await filesAt(root, commit, signal)).files, commit);
    const stages = config.stages.filter(({ branch }) => branch === stage.branch);
    const holding = readStages(stages.map((one) => ({ stage: one, files }))).find(
      (one) => one.stage.name === stage.name,
    );
    known.set(commit, holding);
    return holding;
  };

  return {
    id: `${stage.name} ${kind} ${key}`,
    name: key,
    sentence: `${key} of ${stage.name}`,
    kustomization: undefined,
    async readAt(commit, signal) {
      return readBy((await holdingAt(commit, signal))?.applications.find(isIt));
    },
    async othersAt(commit, signal) {
      const holding = await holdingAt(commit, signal);
      const all = holding?.applications ?? [];
      const repository = await readRepository(slashed(root), commit, signal);
      const { workspace } = repository;
      const appliers = (path: string): readonly DeclaredObject[] =>
        entryFolders(workspace, `${repository.root}/${path}`).flatMap((folder) => appliersAt(workspace, folder));
      // What this stage alone reads is read by its own Kustomizations.
      const own = new Set(all.find(isIt)?.own.flatMap(appliers) ?? []);
      const kustomizations = readersBesides((one) => own.has(one), repository);
      const automations = automationsIn(repository);
      return { readers: (path) => [...applicationsReading(path, all), ...kustomizations(path)], automations };
    },
  };

  function isIt(one: HeldApplication): boolean {
    return one.kind === kind && one.key === key;
  }

  function applicationsReading(path: string, all: readonly HeldApplication[]): readonly Reader[] {
    return all.flatMap((one) => {
      if (isIt(one) || !(one.own.includes(path) || one.shared.includes(path))) return [];
      return [{ name: `${one.key} of ${stage.name}`, declaredIn: one.declared.path }];
    });
  }
}

function readBy(application: HeldApplication | undefined): ReadAt {
  if (application === undefined) {
    return { read: undefined, why: 'is not declared: there is nothing to restore.', isDeclared: false };
  }
  const { own, shared } = application;
  return { read: [...new Set([...own, ...shared])], why: undefined, isDeclared: true };
}
