import * as vscode from 'vscode';
import { contextOf } from '../../../cluster/session/sessionState.ts';
import { kinds } from '../../../flux/kinds.ts';
import { kindIdOf, nameInSentence, objectKey, parseKey, type KindId, type ObjectKey } from '../../../flux/object.ts';
import { findObject } from '../../../flux/snapshot.ts';
import type { Project } from '../../../promote/reading/project.ts';
import type { Subject } from '../../../promote/rollback/subject.ts';
import type { ApplicationKind } from '../../../stages/terms/application.ts';
import type { Stage } from '../../../stages/terms/config.ts';
import { pickText } from '../../commands/choices.ts';
import { refusal } from '../../commands/guard.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import type { Promoting } from '../promote/promoting.ts';

/** What is rolled back: an object of the connected cluster, or an application of a stage. */
export type RollbackThing =
  { readonly object: ObjectKey } | { readonly stage: string; readonly kind: ApplicationKind; readonly key: string };

/** The same, as it is read. */
export interface ChosenSubject {
  readonly subject: Subject;
  readonly stage: Stage | undefined;
  /** Whether the connected cluster is that of the subject. */
  readonly isConnected: boolean;
}

type Item = vscode.QuickPickItem & { readonly thing?: RollbackThing };

/** Lets the person choose: applications of stages, and what the connected cluster runs. Undefined if they did not. */
export async function chooseThing({ host }: Promoting, project: Project): Promise<RollbackThing | undefined> {
  const stages = lazy('promote').stageOverview(project);
  const ofStages = stages.flatMap(({ stage, applications }): Item[] => [
    heading(texts.rollback.ofStage(stage.name)),
    ...applications.map(({ key, kind, version }) => ({
      thing: { stage: stage.name, kind, key },
      label: pickText(key),
      description: pickText(version?.value ?? ''),
      iconPath: new vscode.ThemeIcon(kind === 'helmRelease' ? 'package' : 'file-submodule'),
    })),
  ]);
  const live = [...(host.snapshot.kinds.get(kinds.kustomization)?.objects.keys() ?? [])];
  const ofCluster = live.map((object): Item => {
    const { namespace, name } = parseKey(object);
    const iconPath = new vscode.ThemeIcon('file-submodule');
    return { thing: { object }, label: pickText(name), description: pickText(namespace), iconPath };
  });
  const context = contextOf(host.state) ?? '';
  const items =
    ofCluster.length === 0 ? ofStages : [...ofStages, heading(texts.rollback.ofCluster(context)), ...ofCluster];
  if (!items.some(({ thing }) => thing !== undefined)) throw refusal('nothing', texts.rollback.none());
  const options = { title: texts.rollback.pickWhat(), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.thing;
}

/** Finds it. Where its cluster is connected, it is read as that has it; else by files alone. Throws a FailureError. */
export function subjectOf({ host, engine }: Promoting, project: Project, thing: RollbackThing): ChosenSubject {
  const { applicationSubject, clusterSubject, declaredSubjectOf, releaseSubject, stageOfObject, requireStage } =
    lazy('promote');
  const context = contextOf(host.state);
  const ports = { engine: engine(), snapshot: () => host.snapshot };
  const { root } = project;
  if ('object' in thing) {
    const stage = stageOfObject(project, thing.object, context);
    return { subject: liveSubject(thing.object, stage), stage, isConnected: true };
  }
  const stage = requireStage(project, thing.stage);
  const isConnected = stage.context !== undefined && stage.context === context;
  const live = isConnected ? liveObject(project, thing, host.snapshot) : undefined;
  if (live !== undefined) return { subject: liveSubject(live, stage), stage, isConnected };
  const { stage: name, kind, key } = thing;
  const wanted = { application: key, kind, stage: name };
  return { ...declaredSubjectOf(project, wanted, engine().renderer()), isConnected };

  function liveSubject(object: ObjectKey, of: Stage | undefined): Subject {
    const subject = clusterSubject({ root, key: object }, ports);
    const application = of && kindIdOf(object) === kinds.helmRelease ? releaseOf(project, of, object) : undefined;
    if (of === undefined || application === undefined) return subject;
    const { kind, key } = application;
    return releaseSubject(subject, applicationSubject({ root, config: project.config, stage: of, kind, key }));
  }
}

/** The application of a stage that a HelmRelease is. */
function releaseOf(project: Project, stage: Stage, object: ObjectKey) {
  const { namespace, name } = parseKey(object);
  const holding = lazy('promote')
    .stageOverview(project)
    .find((one) => one.stage.name === stage.name);
  return holding?.applications.find(
    (one) => one.kind === 'helmRelease' && one.name === name && (one.namespace ?? namespace) === namespace,
  );
}

const fluxKinds: Readonly<Partial<Record<ApplicationKind, KindId>>> = {
  kustomization: kinds.kustomization,
  helmRelease: kinds.helmRelease,
};

function liveObject(
  project: Project,
  { stage, kind, key }: Extract<RollbackThing, { readonly stage: string }>,
  snapshot: Promoting['host']['snapshot'],
): ObjectKey | undefined {
  const id = fluxKinds[kind];
  const holding = lazy('promote')
    .stageOverview(project)
    .find((one) => one.stage.name === stage);
  const application = holding?.applications.find((one) => one.kind === kind && one.key === key);
  if (id === undefined || application?.namespace === undefined) return undefined;
  const object = objectKey(id, application.namespace, application.name);
  return findObject(snapshot, object) === undefined ? undefined : object;
}

/** What it is called while it is not read yet. */
export function nameOfThing(thing: RollbackThing): string {
  return 'object' in thing ? nameInSentence(thing.object) : thing.key;
}

function heading(label: string): Item {
  return { label: pickText(label), kind: vscode.QuickPickItemKind.Separator };
}
