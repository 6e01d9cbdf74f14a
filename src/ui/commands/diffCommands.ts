import * as vscode from 'vscode';
import { matchDeclaration } from '../../flux/declaration.ts';
import { allKustomizations, kustomizationsOf } from '../../flux/kustomizationsOf.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { contextOf } from '../../cluster/session/sessionState.ts';
import { parsePathId } from '../../tree/pathId.ts';
import { compare } from '../changes/compare.ts';
import {
  driftQuestion,
  nameKustomizations,
  revisionsQuestion,
  uncommittedQuestion,
  workingTreeQuestion,
} from '../changes/questions.ts';
import { withLateProgress } from '../progress.ts';
import { setting } from '../settings.ts';
import { texts } from '../texts.ts';
import { askForRemoteContexts } from './chooseRemoteContext.ts';
import { askForFolders } from './chooseSourceFolder.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';
import { pickKustomizations } from './kustomizationPick.ts';
import { pickRevisions } from './revisionPick.ts';
import { whenSettled } from './settled.ts';
import type { CommandTarget } from './table.ts';

/**
 * Compares what Flux would make of the working tree with the cluster: for the rows, the manifest or the folder that
 * the command was called on; else for what the person picks.
 */
export async function diff(context: CommandContext, target: CommandTarget): Promise<void> {
  await prepare(context);
  const { changes } = context;
  const keys = await targetKustomizations(context, target);
  if (keys) {
    await askForFolders(context, keys);
    await askForRemoteContexts(context, keys);
    return compare(changes.state, workingTreeQuestion(changes, nameKustomizations(keys), keys));
  }
  const picked = await pickKustomizations(context, {
    title: texts.changes.pickKustomizations(),
    everything: texts.changes.everythingUncommitted(),
    first: await ofActiveEditor(context),
  });
  if (picked === 'everything') return compare(changes.state, uncommittedQuestion(changes));
  if (!picked) return;
  await askForFolders(context, picked);
  await askForRemoteContexts(context, picked);
  await compare(changes.state, workingTreeQuestion(changes, nameKustomizations(picked), picked));
}

/** Compares everything that uncommitted changes touch. */
export async function diffUncommitted(context: CommandContext): Promise<void> {
  await prepare(context);
  await compare(context.changes.state, uncommittedQuestion(context.changes));
}

/** Shows what differs between the cluster and what Flux applied last. */
export async function showDrift(context: CommandContext, target: CommandTarget): Promise<void> {
  await prepare(context);
  const { changes } = context;
  const keys = (await targetKustomizations(context, target)) ?? (await pickDrift(context));
  if (!keys) return;
  await askForFolders(context, keys);
  await askForRemoteContexts(context, keys);
  await compare(changes.state, driftQuestion(changes, keys));
}

/** Compares two revisions of a repository. */
export async function diffRevisions(context: CommandContext): Promise<void> {
  await whenSettled(context);
  const file = vscode.window.activeTextEditor?.document.uri;
  const near = file?.scheme === 'file' ? file.fsPath : undefined;
  const revisions = await pickRevisions(context.changes.engine(), near);
  if (!revisions) return;
  await compare(context.changes.state, revisionsQuestion(context.changes, revisions));
}

/** Connects, if need be. Throws FailureError where dry runs are switched off. */
async function prepare(context: CommandContext): Promise<void> {
  if (!setting('allowDryRun')) throw refusal('dryRunOff', texts.changes.dryRunOff());
  await whenSettled(context);
}

async function pickDrift(context: CommandContext): Promise<readonly ObjectKey[] | undefined> {
  const everything = texts.changes.allKustomizations();
  const picked = await pickKustomizations(context, { title: texts.changes.pickDrift(), everything, first: [] });
  return picked === 'everything' ? allKustomizations(context.host.snapshot).map(({ key }) => key) : picked;
}

/**
 * The Kustomizations that a command's target means; undefined if it was called on nothing. Throws FailureError if the
 * target has none.
 */
export async function targetKustomizations(
  context: CommandContext,
  { nodes, declared, document }: CommandTarget,
): Promise<readonly ObjectKey[] | undefined> {
  const { snapshot } = context.host;
  const rows = nodes.flatMap((id) => {
    const node = parsePathId(id);
    return node?.type === 'object' ? [node.key] : [];
  });
  const objects = rows.length > 0 ? rows : declared && matchDeclaration(declared, snapshot).candidates;
  if (objects) {
    const keys = [...new Set(objects.flatMap((key) => kustomizationsOf(key, snapshot)))];
    if (keys.length > 0) return keys;
  }
  const path = document ?? (declared && activeFile());
  if (path !== undefined) return appliersOf(context, vscode.Uri.parse(path, true));
  if (objects) throw refusal('notApplied', notApplied(context, texts.many(objects.length)));
  return undefined;
}

async function appliersOf(context: CommandContext, uri: vscode.Uri): Promise<readonly ObjectKey[]> {
  const find = (signal: AbortSignal) => context.changes.engine().appliersOf([uri.fsPath], signal);
  const keys = await withLateProgress(texts.changes.findingAppliers(), find);
  if (keys.length === 0) throw refusal('notApplied', notApplied(context, vscode.workspace.asRelativePath(uri)));
  return keys;
}

/** Offered first: what applies the manifest that is open. Nothing is wrong if nothing does. */
async function ofActiveEditor(context: CommandContext): Promise<readonly ObjectKey[]> {
  const path = activeFile();
  if (path === undefined) return [];
  const find = (signal: AbortSignal) =>
    context.changes.engine().appliersOf([vscode.Uri.parse(path, true).fsPath], signal);
  return withLateProgress(texts.changes.findingAppliers(), find);
}

/** URI of the manifest in the active editor. */
export function activeFile(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === 'file' && document.languageId === 'yaml' ? String(document.uri) : undefined;
}

function notApplied({ host }: CommandContext, what: string): string {
  return texts.changes.noneApplies(what, contextOf(host.state) ?? '');
}
