import { foundAt, partOf, type Found } from '../../manifests/edits/innermost.ts';
import { replaceScalar } from '../../manifests/edits/replaceScalar.ts';
import { removeNode } from '../../manifests/edits/remove.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { Side } from '../terms/difference.ts';

/**
 * Takes away the entry or item that a side means, or, of an image's text, the tag or digest. Undefined where that cannot be
 * done without changing something else.
 */
export function removeField(
  file: ManifestFile,
  side: Pick<Side, 'path' | 'partial'>,
  span: Span,
): TextEdit | undefined {
  const found = foundAt(file, span, side.path);
  if (found === undefined) return undefined;
  if (side.partial) return withoutPart(found);
  const { document, place } = found;
  const { parent } = place;
  if (parent === undefined) return undefined;
  const edit = removeNode(document.content.text, place);
  if (edit === undefined) return undefined;
  const { node } = parent;
  const isOnly =
    (node.type === 'map' && node.entries.length === 1) || (node.type === 'sequence' && node.items.length === 1);
  const intent = isOnly
    ? { path: parent.path, value: node.type === 'map' ? {} : [] }
    : { path: place.path, value: undefined };
  return document.toFile(edit, [intent]);
}

function withoutPart({ document, place, span }: Found): TextEdit | undefined {
  const { node, inFlow, path } = place;
  const { text } = document.content;
  const part = node.type === 'scalar' ? partOf(text, node, span) : undefined;
  if (node.type !== 'scalar' || part === undefined || !/[:@]/.test(node.text.charAt(part.start - 1))) return undefined;
  const value = node.text.slice(0, part.start - 1) + node.text.slice(part.end);
  const edit = replaceScalar({ document: text, scalar: node, inFlow }, { value, text: value });
  return edit && document.toFile(edit, [{ path, value }]);
}
