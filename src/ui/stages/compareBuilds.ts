import * as vscode from 'vscode';
import { plainText } from '../../base/plainText.ts';
import type { BuiltPart, ComparedObject } from '../../compare/declared/comparedBuilds.ts';
import { kinds } from '../../flux/kinds.ts';
import { objectKey } from '../../flux/object.ts';
import type { Application } from '../../stages/terms/application.ts';
import { isInStage } from '../../stages/terms/inStage.ts';
import { nameWithoutStage, withoutStage } from '../../stages/terms/stageNames.ts';
import { refusal } from '../commands/guard.ts';
import { withLateProgress } from '../progress.ts';
import { chooseComparisons } from './compareStages.ts';
import type { Promoting } from './promote/promoting.ts';
import type { StagesRead, StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/** Nobody reads more, and each is built twice. */
const mostApplications = 30;

/**
 * Opens what Flux builds of the same applications in two stages, object by object, with secrets masked. Objects are found by
 * their names without the stage's; what they hold stays as it is. Throws a FailureError where there are no stages, or nothing
 * can be built.
 */
export async function compareBuilds(
  state: StagesState,
  { engine, documents }: Pick<Promoting, 'engine' | 'documents'>,
  nodes: readonly string[],
): Promise<void> {
  const chosen = await chooseComparisons(state, nodes);
  if (chosen === undefined) return;
  const { read, from, to } = chosen;
  const pairs = chosen.comparisons
    .slice(0, mostApplications)
    .map(({ source, target }) => [source && partOf(read, from, source), target && partOf(read, to, target)] as const);
  const { root } = read.project;
  const work = (signal: AbortSignal) => engine().comparedBuilds(root, pairs, signal);
  const { objects, problems } = await withLateProgress(stageTexts.compare.building(from, to), work);
  // What differs by the stage's name alone comes last.
  const byName = ({ before = '', after = '' }: ComparedObject): number =>
    Number(withoutStage(before, from) === withoutStage(after, to));
  const differing = objects
    .filter(({ before, after }) => before !== after)
    .toSorted((one, other) => byName(one) - byName(other));
  const [problem] = problems;
  if (problem !== undefined && differing.length === 0) throw refusal('notBuilt', plainText(problem, 500));
  if (differing.length === 0) return void tell(stageTexts.compare.sameBuilds(from, to));
  if (problem !== undefined) tell(stageTexts.compare.notAll(plainText(problem, 300)));
  const side = (of: 'before' | 'after') =>
    new Map(differing.flatMap((one) => (one[of] === undefined ? [] : [[pathOf(one), one[of]] as const])));
  await documents.show({
    title: stageTexts.compare.buildsTitle(from, to),
    paths: differing.map(pathOf),
    before: { files: side('before') },
    after: { files: side('after') },
  });
}

function pathOf({ name }: ComparedObject): string {
  return `${name}.yaml`;
}

function partOf(
  { project }: StagesRead,
  stageName: string,
  { kind, name, namespace, declared, folder }: Application,
): BuiltPart {
  const stage = project.config.stages.find((one) => one.name === stageName);
  const named = kind === 'overlay' ? undefined : fluxKinds[kind];
  return {
    files: project.bytes.get(stageName) ?? new Map(),
    declared: declared.path,
    ...(named !== undefined && { object: objectKey(named, namespace, name) }),
    isMeant: (place) => place === folder || (stage !== undefined && isInStage(stage, place)),
    nameOf: (own) => nameWithoutStage(own, stageName),
  };
}

const fluxKinds = {
  kustomization: kinds.kustomization,
  helmRelease: kinds.helmRelease,
  resourceSet: kinds.resourceSet,
} as const;

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(plainText(sentence, 400));
}
