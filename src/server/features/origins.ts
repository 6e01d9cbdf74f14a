import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { until } from '../../base/until.ts';
import { isUnread, readText } from '../../files/readText.ts';
import { parseKey } from '../../flux/object.ts';
import { entryFolders } from '../../manifests/kustomize/entryFolders.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { lineIndex, type LineIndex } from '../../manifests/yaml/lineIndex.ts';
import { candidateFolders as foldersOf } from '../../origin/candidateFolders.ts';
import { declarationsOf, type DeclarationPlace } from '../../origin/declarations.ts';
import {
  candidateFolders,
  readBy,
  whereDeclared,
  type CandidateFoldersParams,
  type FoldersResult,
  type ReadByParams,
  type WhereDeclaredParams,
  type WhereDeclaredResult,
} from '../../protocol/protocol.ts';
import { rangeOf } from '../translate/ranges.ts';
import { pathOf, uriOf } from '../uris.ts';
import type { FeatureParts } from './asking.ts';

/** Answers from where in the files objects of the cluster come, and the other way round. */
export function answerOrigins(connection: Connection, parts: FeatureParts): void {
  connection.onRequest(whereDeclared, async ({ object, folders }: WhereDeclaredParams, token: CancellationToken) => {
    const workspace = await workspaceOnceRead(parts, token);
    const { kindId, namespace, name } = parseKey(object);
    const declaration = { kindId, name, namespace: namespace === '' ? undefined : namespace };
    const places = declarationsOf(workspace, declaration, folders).map((place) => placed(parts, place));
    return { places: (await Promise.all(places)).flat() } satisfies WhereDeclaredResult;
  });
  connection.onRequest(readBy, async ({ uri }: ReadByParams, token: CancellationToken) => {
    const folders = entryFolders(await workspaceOnceRead(parts, token), pathOf(uri));
    return { folders } satisfies FoldersResult;
  });
  connection.onRequest(candidateFolders, async ({ paths, roots }: CandidateFoldersParams, token: CancellationToken) => {
    const folders = foldersOf(await workspaceOnceRead(parts, token), paths, roots);
    return { folders } satisfies FoldersResult;
  });
}

/** What is known of the workspace once all of it was read; rejects when the request is cancelled. */
async function workspaceOnceRead({ index, facts }: FeatureParts, token: CancellationToken): Promise<Workspace> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort());
  try {
    await until([index.onDidChange], () => index.state().ready || undefined, controller.signal);
    await index.settled();
    return facts.context().workspace;
  } finally {
    subscription.dispose();
  }
}

/** A place as the editor can open it; none where the file went away meanwhile. */
async function placed(
  parts: FeatureParts,
  { path, span, certain }: DeclarationPlace,
): Promise<WhereDeclaredResult['places']> {
  const lines = await linesOf(parts, path);
  return lines === undefined ? [] : [{ uri: uriOf(path), range: rangeOf(lines, span), certain }];
}

async function linesOf({ documents }: FeatureParts, path: string): Promise<LineIndex | undefined> {
  const document = documents.at(path);
  if (document !== undefined) return documents.read(document).lines;
  const read = await readText(path);
  return read === undefined || isUnread(read) ? undefined : lineIndex(read.text);
}
