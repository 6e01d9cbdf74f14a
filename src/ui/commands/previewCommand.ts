import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { failureOf } from '../../base/failure.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { openPreview } from '../changes/previewDocuments.ts';
import { texts } from '../texts.ts';
import { askForFolders } from './chooseSourceFolder.ts';
import type { CommandContext } from './context.ts';
import { activeFile, targetKustomizations } from './diffCommands.ts';
import { pickKustomizations } from './kustomizationPick.ts';
import { whenSettled } from './settled.ts';
import type { CommandTarget } from './table.ts';

/**
 * Opens what Flux would build from the working tree: for the rows, the manifest or the folder that the command was
 * called on, or the open manifest; else for the Kustomization that the person picks. What no Kustomization of the
 * cluster applies, or what is looked at without a cluster, is built as the folder that it lies in.
 */
export async function previewBuild(context: CommandContext, target: CommandTarget): Promise<void> {
  const isOnNothing = target.nodes.length === 0 && !target.declared && target.document === undefined;
  const meant = isOnNothing ? { ...target, document: activeFile() } : target;
  const path = meant.document;
  const keys = await kustomizationsFor(context, meant);
  const [only, ...others] = keys;
  if (only !== undefined && others.length === 0) {
    await askForFolders(context, keys);
    return openPreview({ kustomization: only });
  }
  if (only === undefined && path !== undefined) return openPreview({ folder: await folderOf(path) });
  const among = only === undefined ? {} : { among: keys };
  const picked = await pickKustomizations(context, { title: texts.changes.pickBuild(), first: [], ...among });
  if (picked === undefined || picked === 'everything') return;
  await askForFolders(context, picked);
  for (const kustomization of picked) await openPreview({ kustomization });
}

/** A folder can be built without a cluster, and one that no Kustomization applies. */
async function kustomizationsFor(context: CommandContext, target: CommandTarget): Promise<readonly ObjectKey[]> {
  try {
    await whenSettled(context);
    return (await targetKustomizations(context, target)) ?? [];
  } catch (error) {
    const code = failureOf(error)?.code ?? '';
    if (target.document !== undefined && ['notConnected', 'notApplied'].includes(code)) return [];
    throw error;
  }
}

async function folderOf(uri: string): Promise<string> {
  const path = vscode.Uri.parse(uri, true).fsPath;
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? path : dirname(path);
}
