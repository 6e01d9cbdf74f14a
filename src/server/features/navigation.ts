import type { Connection, DocumentLink as LspLink, Location } from 'vscode-languageserver/node';
import { definition } from '../../language/navigate/definition.ts';
import { documentLinks } from '../../language/navigate/documentLinks.ts';
import { findReferences } from '../../language/navigate/findReferences.ts';
import type { Place } from '../../manifests/workspace/fileSummary.ts';
import type { Places } from '../places.ts';
import { rangeOf } from '../translate/ranges.ts';
import { askedWhenRead, offsetIn, type FeatureParts } from './asking.ts';

/** Answers requests for definitions, references and links. */
export function answerNavigation(connection: Connection, parts: FeatureParts): void {
  const { places } = parts;
  connection.onDefinition(async ({ textDocument, position }, token) => {
    const asked = await askedWhenRead(parts, textDocument.uri, token);
    return asked === undefined
      ? null
      : locations(definition(asked.file, offsetIn(asked, position), asked.context), places);
  });
  connection.onReferences(async ({ textDocument, position, context: { includeDeclaration } }, token) => {
    const asked = await askedWhenRead(parts, textDocument.uri, token);
    if (asked === undefined) return null;
    return locations(findReferences(asked.file, offsetIn(asked, position), asked.context, includeDeclaration), places);
  });
  connection.onDocumentLinks(async ({ textDocument }, token) => {
    const asked = await askedWhenRead(parts, textDocument.uri, token);
    if (asked === undefined) return null;
    return documentLinks(asked.file, asked.context).map(({ span, target }): LspLink => ({
      range: rangeOf(asked.file.lines, span),
      target: 'url' in target ? target.url : places.uriAt(target.path),
    }));
  });
}

function locations(found: readonly Place[], { location }: Places): Location[] {
  return found.flatMap(({ path, span }) => location(path, span) ?? []);
}
