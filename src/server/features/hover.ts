import { MarkupKind, type Connection } from 'vscode-languageserver/node';
import { hover } from '../../language/hover/hover.ts';
import { rangeOf } from '../translate/ranges.ts';
import { askedAbout, offsetIn, type FeatureParts } from './asking.ts';

/** Answers requests for hovers. */
export function answerHover(connection: Connection, parts: FeatureParts): void {
  connection.onHover(({ textDocument, position }) => {
    const asked = askedAbout(parts, textDocument.uri);
    const found = asked && hover(asked.file, offsetIn(asked, position), asked.context);
    if (asked === undefined || found === undefined) return null;
    return {
      contents: { kind: MarkupKind.Markdown, value: found.markdown },
      range: rangeOf(asked.file.lines, found.span),
    };
  });
}
