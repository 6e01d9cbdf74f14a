import type { Connection } from 'vscode-languageserver/node';
import { isUnread, readText } from '../../files/readText.ts';
import { readManifest, type ManifestFile } from '../../manifests/manifestFile.ts';
import { roleOf, type Role } from '../../manifests/role.ts';
import { judged, type JudgedParams, type JudgedResult } from '../../protocol/protocol.ts';
import { pathOf } from '../uris.ts';
import type { FeatureParts } from './asking.ts';

/** The parts that a document can play in which schemas say what may stand in it. */
const judgedRoles: ReadonlySet<Role> = new Set<Role>(['object', 'kustomization', 'component', 'patch', 'jsonPatch']);

/** Answers which documents of a file are judged, open or not. */
export function answerJudged(connection: Connection, { documents, facts }: FeatureParts): void {
  connection.onRequest(judged, async ({ uri }: JudgedParams): Promise<JudgedResult> => {
    const document = documents.get(uri);
    const file = document === undefined ? await fileAt(pathOf(uri)) : documents.read(document);
    const { workspace } = facts.context();
    const roles = file?.documents.map(({ content }) => roleOf(workspace, file.path, content)) ?? [];
    return { documents: roles.map((role) => judgedRoles.has(role)) };
  });
}

async function fileAt(path: string): Promise<ManifestFile | undefined> {
  const read = await readText(path);
  return read === undefined || isUnread(read) ? undefined : readManifest(path, read.text);
}
