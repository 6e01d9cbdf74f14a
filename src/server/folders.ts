import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver/node';
import { slashed } from '../files/slashes.ts';
import { isFileUri, pathOf } from './uris.ts';

/** The paths of the folders that a client has open; folders that are not on this machine are left out. */
export function foldersOf(params: InitializeParams): string[] {
  const folders = params.workspaceFolders?.map(({ uri }) => uri);
  if (folders !== undefined) return pathsOf(folders);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older clients send instead
  const { rootUri, rootPath } = params;
  if (typeof rootUri === 'string') return pathsOf([rootUri]);
  return typeof rootPath === 'string' ? [slashed(rootPath)] : [];
}

/** The folders after a change. */
export function changedFolders(folders: readonly string[], { added, removed }: WorkspaceFoldersChangeEvent): string[] {
  const gone = new Set(pathsOf(removed.map(({ uri }) => uri)));
  return [...new Set([...folders.filter((folder) => !gone.has(folder)), ...pathsOf(added.map(({ uri }) => uri))])];
}

function pathsOf(uris: readonly string[]): string[] {
  return uris.filter(isFileUri).map(pathOf);
}
