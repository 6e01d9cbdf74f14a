import * as vscode from 'vscode';
import { refuseReconcile } from '../../flux/reconcile.ts';
import { remoteClusterOfObject } from '../../flux/remoteCluster.ts';
import { refuseResume, refuseSuspend } from '../../flux/suspend.ts';
import { failingFirst } from '../../tree/counts.ts';
import { parsePathId } from '../../tree/pathId.ts';
import { standingOf } from '../../tree/standing.ts';
import { openAllChanges, openChange } from '../changes/changeDocuments.ts';
import { refresh } from '../changes/compare.ts';
import { goToOrigin } from '../changes/goToOrigin.ts';
import { openObject } from '../objectDocument.ts';
import { openStageApplication } from '../stages/openStageApplication.ts';
import { startOf } from '../stages/promote/startOf.ts';
import { rollbackStart } from '../stages/rollback/rollbackStart.ts';
import { texts } from '../texts.ts';
import { chooseContextOfRow, chooseRemoteContext } from './chooseRemoteContext.ts';
import { chooseSourceFolder } from './chooseSourceFolder.ts';
import { chooseNamespaces, selectContext } from './contextCommands.ts';
import type { CommandContext } from './context.ts';
import { diff, diffRevisions, diffUncommitted, showDrift } from './diffCommands.ts';
import { changeFilter, clearFilter } from './filterCommands.ts';
import { goToManifest } from './goToManifest.ts';
import { chooseObjects, type ObjectQuestion } from './objects.ts';
import { copyName, showFailing } from './objectCommands.ts';
import { isMappable } from './places.ts';
import { previewBuild } from './previewCommand.ts';
import { reconcile } from './reconcileCommands.ts';
import { whenSettled } from './settled.ts';
import { showInCluster } from './showInCluster.ts';
import { stageCommands } from './stageCommands.ts';
import { resume, suspend } from './suspendCommands.ts';
import type { CommandTable, CommandTarget } from './table.ts';

/** What each command does. */
export function commandTable(context: CommandContext): CommandTable {
  const { host, tree, view, state, trust, log, language, changes, stages, promoting } = context;

  const forObjects =
    (question: () => ObjectQuestion, act: (keys: Parameters<typeof suspend>[1]) => Promise<void>) =>
    async (target: CommandTarget): Promise<void> => {
      const keys = await chooseObjects(context, target, question());
      if (keys.length > 0) await act(keys);
    };

  const ofObject = forObjects(questions.open, async ([key]) => key && goToManifest(context, key));
  const ofRemote = forObjects(questions.remote, async ([key]) => key && chooseRemoteContext(context, key));

  return {
    'sluice.reconcile': forObjects(questions.reconcile, (keys) => reconcile(host, keys, false)),
    'sluice.reconcileWithSource': forObjects(questions.reconcile, (keys) => reconcile(host, keys, true)),
    'sluice.reconcileFailed': async () => {
      await whenSettled(context);
      const failing = failingFirst(tree.model).filter(
        ({ object, health }) => standingOf(health) === 'failing' && !refuseReconcile(object),
      );
      if (failing.length === 0) void vscode.window.showInformationMessage(texts.noneFailing());
      else
        await reconcile(
          host,
          failing.map(({ object }) => object.key),
          false,
        );
    },
    'sluice.suspend': forObjects(questions.suspend, (keys) => suspend(host, keys)),
    'sluice.resume': forObjects(questions.resume, (keys) => resume(host, keys)),
    'sluice.openObject': forObjects(questions.open, async ([key]) => key && openObject(host, key)),
    'sluice.goToManifest': async (target) => {
      const row = changes.state.current?.tree.rows.get(target.nodes[0] ?? '');
      if (row) await goToOrigin(changes, row);
      else await ofObject(target);
    },
    'sluice.showInCluster': (target) => showInCluster(context, target),
    'sluice.chooseSourceFolder': forObjects(questions.source, async ([key]) => {
      if (key !== undefined) await chooseSourceFolder(context, key);
    }),
    'sluice.chooseRemoteContext': async (target) => {
      const row = changes.state.current?.tree.rows.get(target.nodes[0] ?? '');
      if (row?.type === 'remote') await chooseContextOfRow(context, row.target.name);
      else await ofRemote(target);
    },
    'sluice.copyName': forObjects(questions.open, copyName),
    'sluice.showFailing': () => showFailing(context),
    'sluice.selectContext': () => selectContext(host, state, trust),
    'sluice.reconnect': async () => {
      await trust.confirm();
      host.open().reconnect();
    },
    'sluice.disconnect': () => host.session?.disconnect(),
    'sluice.retryNow': () => host.session?.retryNow(),
    'sluice.chooseNamespaces': () => chooseNamespaces(host),
    'sluice.filter': () => changeFilter(tree),
    'sluice.clearFilter': () => clearFilter(tree),
    'sluice.showLogs': () => log.show(),
    'sluice.restartLanguageServer': () => language.restart(),
    'sluice.diff': (target) => diff(context, target),
    'sluice.diffUncommitted': () => diffUncommitted(context),
    'sluice.diffRevisions': () => diffRevisions(context),
    'sluice.showDrift': (target) => showDrift(context, target),
    'sluice.previewBuild': (target) => previewBuild(context, target),
    'sluice.openAllChanges': () => changes.state.current && openAllChanges(changes.state.current),
    'sluice.refreshChanges': () => refresh(changes.state),
    'sluice.cancelChanges': () => changes.state.cancel(),
    'sluice.compareStages': ({ nodes }) => stageCommands().compareStages(stages.state, nodes),
    'sluice.compareStageBuilds': ({ nodes }) => stageCommands().compareBuilds(stages.state, promoting, nodes),
    'sluice.showStageMatrix': ({ nodes }) => stages.matrix.show(nodes),
    'sluice.configureStages': ({ nodes }) =>
      stageCommands().configureStages({ stages: stages.state, host, log }, nodes),
    'sluice.refreshStages': () => stages.state.readAgain(),
    'sluice.openStageApplication': ({ nodes: [id = ''] }) => openStageApplication(stages.state, id),
    'sluice.promote': ({ nodes }) => stageCommands().promote(promoting, startOf(nodes)),
    'sluice.rollBack': ({ nodes }) => stageCommands().rollBack(promoting, rollbackStart(nodes)),
    'sluice.didItLand': ({ nodes: [commit] }) => stageCommands().didItLand(context, commit),
    'sluice.createPreview': ({ nodes }) => stageCommands().createPreview(context, nodes),
    'sluice.removePreview': ({ nodes }) => stageCommands().removePreview(context, nodes),
    'sluice.signIn': () => stageCommands().signInToHost(promoting),
    'sluice.forgetTokens': () => stageCommands().forgetHostTokens(promoting.tokens),
    'sluice.openChange': ({ nodes: [id = ''] }) => {
      const { current } = changes.state;
      return current && openChange(current, current.tree.rows.get(id));
    },
    'sluice.showMore': ({ nodes: [id = ''] }) => {
      const node = parsePathId(id);
      if (node) tree.showMore(node.category);
    },
    'sluice.reveal': async ({ nodes: [id = ''] }) => {
      if (!(await view.reveal(id))) void vscode.window.showInformationMessage(texts.notInTree());
    },
  };
}

const questions = {
  reconcile: (): ObjectQuestion => ({
    title: texts.pickObjects(texts.verbs.reconcile()),
    accepts: ({ object }) => !refuseReconcile(object),
    none: texts.noObjects(),
  }),
  suspend: (): ObjectQuestion => ({
    title: texts.pickObjects(texts.verbs.suspend()),
    accepts: ({ object }) => !refuseSuspend(object),
    none: texts.noObjects(),
  }),
  resume: (): ObjectQuestion => ({
    title: texts.pickObjects(texts.verbs.resume()),
    accepts: ({ object }) => !refuseResume(object),
    none: texts.noneSuspended(),
  }),
  source: (): ObjectQuestion => ({
    title: texts.manifest.pickSource(),
    accepts: ({ object }) => isMappable(object.key),
    none: texts.manifest.noSources(),
  }),
  remote: (): ObjectQuestion => ({
    title: texts.changes.pickRemoteKustomization(),
    accepts: ({ object }) => remoteClusterOfObject(object) !== undefined,
    none: texts.changes.noneRemote(),
  }),
  open: (): ObjectQuestion => ({ title: texts.pickObject(), accepts: () => true, none: texts.noObjects() }),
};
