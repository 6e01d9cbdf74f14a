import * as vscode from 'vscode';
import { contextOf } from '../../cluster/session/sessionState.ts';
import { matchDeclaration } from '../../flux/declaration.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { readBy, type FoldersResult, type ReadByParams } from '../../protocol/protocol.ts';
import { lazy } from '../lazy.ts';
import { objectNameOf } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { objectPathId } from '../tree/treeView.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';
import { objectAtCursor } from './manifest.ts';
import { pickObject } from './objectPick.ts';
import { sourceFacts } from './places.ts';
import { whenSettled } from './settled.ts';
import type { CommandTarget } from './table.ts';

/**
 * Shows in the tree what an open manifest is in the cluster: the Flux object at the cursor; where there is none, or it is
 * not in the cluster, the Kustomization that reads the file.
 */
export async function showInCluster(context: CommandContext, target: CommandTarget): Promise<void> {
  await whenSettled(context);
  const { snapshot } = context.host;
  const found = target.declared
    ? { declared: target.declared, ...matchDeclaration(target.declared, snapshot) }
    : objectAtCursor(target.document, snapshot);
  if (found !== undefined && found.candidates.length > 0) return show(context, found.candidates);
  const document = target.document ?? vscode.window.activeTextEditor?.document.uri.toString();
  const readers = document?.startsWith('file:') === true ? await readersOfFile(context, document) : [];
  if (readers.length > 0) return show(context, readers);
  if (found === undefined) throw refusal('notDeclared', texts.manifest.nothingHere());
  throw refusal('notInCluster', texts.notInCluster(objectNameOf(found.declared), contextOf(context.host.state) ?? ''));
}

/** The Kustomizations of the cluster that read a file. */
async function readersOfFile(context: CommandContext, uri: string): Promise<readonly ObjectKey[]> {
  const { placeKustomizations, readersOf } = lazy('git');
  return withLateProgress(texts.manifest.lookingForReaders(), async (signal) => {
    const facts = await sourceFacts(context, signal);
    const params: ReadByParams = { uri };
    const { folders } = await context.language.ask<FoldersResult>(readBy, params, signal);
    return readersOf(folders, placeKustomizations(context.host.snapshot, facts)).map(({ key }) => key);
  });
}

async function show({ tree, view }: CommandContext, keys: readonly ObjectKey[]): Promise<void> {
  const [only, ...others] = keys;
  const key =
    others.length === 0
      ? only
      : await pickObject(tree, {
          title: texts.manifest.pickReader(),
          accepts: ({ object }) => keys.includes(object.key),
          first: [],
          none: texts.notInTree(),
        });
  if (key === undefined) return;
  await vscode.commands.executeCommand('sluice.cluster.focus');
  if (!(await view.reveal(objectPathId(key)))) void vscode.window.showInformationMessage(texts.notInTree());
}
