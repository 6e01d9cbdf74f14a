import * as vscode from 'vscode';
import type { ObjectKey } from '../../flux/object.ts';
import { parseKey } from '../../flux/object.ts';
import { standingOf } from '../../tree/standing.ts';
import { openObject } from '../objectDocument.ts';
import { texts } from '../texts.ts';
import { objectPathId } from '../tree/treeView.ts';
import type { CommandContext } from './context.ts';
import { pickObject } from './objectPick.ts';
import { whenSettled } from './settled.ts';

/** Copies `namespace/name` of each object, a line each. */
export async function copyName(keys: readonly ObjectKey[]): Promise<void> {
  const names = keys.map((key) => {
    const { namespace, name } = parseKey(key);
    return namespace === '' ? name : `${namespace}/${name}`;
  });
  await vscode.env.clipboard.writeText(names.join('\n'));
  vscode.window.setStatusBarMessage(
    texts.copied(names.length === 1 ? (names[0] ?? '') : texts.many(names.length)),
    3000,
  );
}

/** Lists what fails, from the status bar: a choice shows the object in the tree, or opens it if a filter hides it. */
export async function showFailing(context: CommandContext): Promise<void> {
  const { host, tree, view, connect } = context;
  if (host.state.phase !== 'connected') {
    await connect();
    await vscode.commands.executeCommand('sluice.cluster.focus');
    return;
  }
  await whenSettled(context);
  const key = await pickObject(tree, {
    title: texts.pickFailing(),
    accepts: ({ health }) => standingOf(health) === 'failing',
    first: [],
    none: texts.noneFailing(),
  });
  if (key !== undefined && !(await view.reveal(objectPathId(key)))) await openObject(host, key);
}
