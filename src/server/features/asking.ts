import type { CancellationToken, Position } from 'vscode-languageserver/node';
import type { LanguageContext } from '../../language/context.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { Documents } from '../documents.ts';
import type { Facts } from '../facts.ts';
import type { Places } from '../places.ts';
import type { WorkspaceIndex } from '../workspaceIndex.ts';

/** What features are answered from. */
export interface FeatureParts {
  readonly documents: Documents;
  readonly facts: Facts;
  readonly places: Places;
  readonly index: WorkspaceIndex;
}

/** A document that is asked about, as it is now, with all that is known. */
export interface Asked {
  readonly file: ManifestFile;
  readonly context: LanguageContext;
}

/** Reads the document that a request is about; undefined if it is not open. */
export function askedAbout({ documents, facts }: FeatureParts, uri: string): Asked | undefined {
  const document = documents.get(uri);
  return document && { file: documents.read(document), context: facts.context() };
}

/** The offset that a position of a file stands for. */
export function offsetIn({ file }: Asked, position: Position): number {
  return file.lines.offsetAt(position);
}

/**
 * The same once the workspace is read, for what is about all files. Undefined too if the request was cancelled
 * meanwhile.
 */
export async function askedWhenRead(
  parts: FeatureParts,
  uri: string,
  token: CancellationToken,
): Promise<Asked | undefined> {
  await parts.index.settled();
  return token.isCancellationRequested ? undefined : askedAbout(parts, uri);
}
