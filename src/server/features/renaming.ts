import { LSPErrorCodes, ResponseError, type Connection } from 'vscode-languageserver/node';
import type { FileEdit } from '../../language/finding.ts';
import type { Refusal } from '../../language/navigate/refusal.ts';
import { prepareRename, rename } from '../../language/navigate/rename.ts';
import { rangeOf } from '../translate/ranges.ts';
import { toWorkspaceEdit } from '../translate/workspaceEdit.ts';
import { askedWhenRead, offsetIn, type FeatureParts } from './asking.ts';

/** Answers requests for renaming. `versioned`: the client takes edits of certain versions of documents. */
export function answerRenaming(connection: Connection, parts: FeatureParts, versioned: boolean): void {
  connection.onPrepareRename(async ({ textDocument, position }, token) => {
    const asked = await askedWhenRead(parts, textDocument.uri, token);
    const found = asked && prepareRename(asked.file, offsetIn(asked, position), asked.context);
    if (asked === undefined || found === undefined) return null;
    if (isRefusal(found)) return refused(found);
    return { range: rangeOf(asked.file.lines, found.span), placeholder: found.name };
  });
  connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
    const asked = await askedWhenRead(parts, textDocument.uri, token);
    if (asked === undefined) return null;
    const offset = offsetIn(asked, position);
    const found = prepareRename(asked.file, offset, asked.context);
    const edits = rename(asked.file, offset, newName, asked.context);
    if (edits === undefined || found === undefined) return null;
    if (isRefusal(found)) return refused(found);
    if (isRefusal(edits)) return refused(edits);
    parts.places.forget();
    const changed = edits.find((edit) => !stands(found.name, edit, parts));
    if (changed !== undefined) {
      return refused({
        refusal: `${changed.path} changed in the meantime: it no longer names ${found.name} there. Try again.`,
      });
    }
    return toWorkspaceEdit(edits, parts, versioned);
  });
}

/** Whether a file still has the name where the edit replaces it: files may change on disk before anybody says so. */
function stands(name: string, { path, span }: FileEdit, { places }: FeatureParts): boolean {
  return places.read(path)?.text.slice(span.start, span.end).includes(name) === true;
}

function isRefusal(value: object): value is Refusal {
  return 'refusal' in value;
}

/** Clients show the sentence to the person. */
function refused({ refusal }: Refusal): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, refusal);
}
