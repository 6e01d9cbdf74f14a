import * as vscode from 'vscode';
import { messageOf } from '../../base/failure.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { findObject } from '../../flux/snapshot.ts';
import type { OpenRepository } from '../../origin/openRepository.ts';
import type { SourceFacts } from '../../origin/sourceFolder.ts';
import { lazy } from '../lazy.ts';
import type { CommandContext } from './context.ts';

/** What of the cluster's sources is open here: the workspace folders' repositories, and those of remembered folders. */
export async function sourceFacts(
  { host, state, log }: Pick<CommandContext, 'host' | 'state' | 'log'>,
  signal: AbortSignal,
): Promise<SourceFacts> {
  const { snapshot } = host;
  const remembered = new Map(Object.entries(state.get('sluice.sourceFolders') ?? {}));
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const found: OpenRepository[] = [];
  for (const folder of new Set([...folders.map(({ uri }) => uri.fsPath), ...remembered.values()])) {
    const repository = await lazy('git')
      .openRepository(folder, signal)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        // Files are found without Git too, though not by their source.
        log.warn(`${folder}: ${messageOf(error)}`);
        return undefined;
      });
    if (repository && !found.some(({ root }) => root === repository.root)) found.push(repository);
  }
  return { lookup: (key) => findObject(snapshot, key), repositories: found, remembered };
}

/** Whether the object is a source that a person can map to a folder. */
export function isMappable(key: ObjectKey): boolean {
  return mappable.has(parseKey(key).kind);
}

const mappable: ReadonlySet<string> = new Set(['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact']);
