import * as vscode from 'vscode';
import { asText, specOf } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import type { FluxObject, ObjectKey } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { candidateFolders, type CandidateFoldersParams, type FoldersResult } from '../../protocol/protocol.ts';
import { lazy } from '../lazy.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { pickText } from './choices.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';
import { folderChoices, withFolder, type FolderChoice } from './folderChoices.ts';
import { isMappable, sourceFacts } from './places.ts';

/**
 * Lets the person say which folder here a source is made of, and remembers it for the workspace: folders that fit what
 * Kustomizations take from the source come first. Resolves to whether one was chosen. For a Kustomization its source is
 * meant.
 */
export async function chooseSourceFolder(
  context: CommandContext,
  key: ObjectKey,
  placeHolder?: string,
): Promise<boolean> {
  const { host, state, language } = context;
  const source = sourceOf(host.snapshot, key);
  if (source === undefined) throw refusal('noSource', texts.manifest.noSource(objectName(key)));
  const paths = pathsFrom(host.snapshot, source.key);
  const { folders, roots } = await withLateProgress(texts.manifest.lookingForFolders(), async (signal) => {
    const { repositories } = await sourceFacts(context, signal);
    const all = repositories.map(({ root }) => root);
    const params: CandidateFoldersParams = { paths, roots: all };
    const found = await language.ask<FoldersResult>(candidateFolders, params, signal);
    return { folders: found.folders, roots: all };
  });

  const address = lazy('git').sourceAddress(source);
  const remembered = state.get('sluice.sourceFolders') ?? {};
  const picked = await vscode.window.showQuickPick(
    itemsOf(folderChoices({ fitting: folders, roots, current: remembered[address] })),
    {
      title: texts.manifest.pickFolder(objectName(source.key)),
      ...(placeHolder !== undefined && { placeHolder }),
      matchOnDescription: true,
    },
  );
  if (picked === undefined) return false;
  const folder = picked.action === 'browse' ? await browse() : picked.folder;
  if (picked.action !== 'forget' && folder === undefined) return false;
  await state.set('sluice.sourceFolders', withFolder(remembered, address, folder));
  return folder !== undefined;
}

type FolderItem = vscode.QuickPickItem & Pick<FolderChoice, 'action' | 'folder'>;

function itemsOf(choices: readonly FolderChoice[]): FolderItem[] {
  return choices.map(({ action, folder, fits, isCurrent }): FolderItem => {
    if (action === 'browse') return { label: texts.manifest.browse(), action, folder };
    if (action === 'forget') return { label: texts.manifest.forget(), action, folder };
    const marks = [...(fits ? [texts.manifest.fits()] : []), ...(isCurrent ? [texts.manifest.chosen()] : [])];
    return { label: pickText(folder ?? ''), description: marks.join(' \u00b7 '), action, folder };
  });
}

async function browse(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true });
  const path = chosen?.[0]?.fsPath.replaceAll('\\', '/');
  return path?.replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

function sourceOf(snapshot: Snapshot, key: ObjectKey): FluxObject | undefined {
  const object = findObject(snapshot, key);
  if (object === undefined || isMappable(key)) return object;
  const source = sourceRef(object);
  return source === undefined || !isMappable(source) ? undefined : findObject(snapshot, source);
}

/**
 * Asks for the folders of sources of these Kustomizations that nothing tells, of each once in a workspace: who does not
 * say it is told why nothing is known, and may choose it any time.
 */
export async function askForFolders(context: CommandContext, keys: readonly ObjectKey[]): Promise<void> {
  const { state, host, changes } = context;
  const find = (signal: AbortSignal): Promise<readonly ObjectKey[]> => changes.engine().unmapped(keys, signal);
  for (const key of await withLateProgress(texts.manifest.lookingForFolders(), find)) {
    const source = findObject(host.snapshot, key);
    const asked = state.get('sluice.askedSources') ?? [];
    const address = source && lazy('git').sourceAddress(source);
    if (address === undefined || asked.includes(address)) continue;
    await state.set('sluice.askedSources', [...asked, address]);
    await chooseSourceFolder(context, key, texts.manifest.folderLater());
  }
}

/** What Kustomizations take from a source. */
function pathsFrom({ kinds: all }: Snapshot, source: ObjectKey): string[] {
  const objects = all.get(kinds.kustomization)?.objects ?? new Map<ObjectKey, FluxObject>();
  return [...objects.values()].flatMap((object) =>
    sourceRef(object) === source ? [asText(specOf(object)['path']) ?? ''] : [],
  );
}
