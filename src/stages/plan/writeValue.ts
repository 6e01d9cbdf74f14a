import { colonBehind } from '../../manifests/edits/insert.ts';
import type { Intent } from '../../manifests/edits/expected.ts';
import { foundAt, partOf, type Found } from '../../manifests/edits/innermost.ts';
import { scalarText } from '../../manifests/edits/scalarText.ts';
import { replaceNode } from '../../manifests/edits/replaceNode.ts';
import { replaceScalar, type ScalarContent } from '../../manifests/edits/replaceScalar.ts';
import { stretchEdit } from '../../manifests/edits/stretch.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import {
  keyName,
  type Path,
  type ScalarValue,
  type Span,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import type { Side } from '../terms/difference.ts';
import type { SourceValue } from './sourceValue.ts';

/**
 * Writes a value in place of what a side of a difference says; `span` is its place in the text of `file`, as it is now.
 * `sharedAt`: other paths of the document that take the same value with it, by an anchor. Undefined where that cannot be done
 * without meaning something else elsewhere.
 */
export function writeValue(
  file: ManifestFile,
  side: Pick<Side, 'path' | 'partial' | 'value'>,
  span: Span,
  value: SourceValue,
  sharedAt: readonly Path[] = [],
): TextEdit | undefined {
  const found = foundAt(file, span, side.path);
  if (found === undefined) return undefined;
  const { place, document } = found;
  const { node } = place;
  const unwritten = unwrittenAt(found, side);
  if (unwritten !== undefined) return intoUnwritten(found, unwritten, value);
  if (value.scalar !== undefined && (node.type === 'scalar' || node.type === 'alias')) {
    return intoScalar(found, side, value.scalar, sharedAt);
  }
  const edit = replaceNode(document.content, place, {
    value: value.json,
    ...(value.lines && { lines: value.lines }),
    ...(place.entry && { key: keyName(place.entry.key) }),
  });
  return edit && document.toFile(edit, [{ path: place.path, value: value.json }]);
}

function intoScalar(
  { place, document, span }: Found,
  { partial, value: before }: Pick<Side, 'partial' | 'value'>,
  to: ScalarContent,
  sharedAt: readonly Path[],
): TextEdit | undefined {
  const { node, inFlow, path } = place;
  const { text } = document.content;
  if (node.type === 'alias') {
    // Only the place itself gets a value of its own; what else repeats the anchor stays.
    const own = partial ? inPlaceOf(node.target, before, to.text) : to;
    if (own === undefined) return undefined;
    const newText = typeof own.value === 'string' ? scalarText(own.value, inFlow) : own.text;
    return document.toFile({ span: node.span, newText }, [{ path, value: own.value }]);
  }
  if (node.type !== 'scalar') return undefined;
  const intentsOf = (value: ScalarValue): Intent[] => [path, ...sharedAt].map((one) => ({ path: one, value }));
  const part = partial ? partOf(text, node, span) : undefined;
  if (partial && part === undefined) return undefined;
  const within = part && intoPart(text, node, part, to.text, inFlow);
  if (within !== undefined) {
    const value = node.text.slice(0, part?.start) + to.text + node.text.slice(part?.end);
    const written = document.toFile(within, intentsOf(value));
    if (written !== undefined) return written;
  }
  const whole = part && node.text.slice(0, part.start) + to.text + node.text.slice(part.end);
  const content = whole === undefined ? to : { value: whole, text: whole };
  const edit = replaceScalar({ document: text, scalar: node, inFlow }, content);
  return edit && document.toFile(edit, intentsOf(content.value));
}

/** What an alias stands for, with another part: which part it is, only its text can tell. */
function inPlaceOf(target: YamlNode | undefined, before: string, to: string): ScalarContent | undefined {
  const text = target?.type === 'scalar' ? target.text : '';
  const at = text.lastIndexOf(before);
  if (at < 0 || before === '') return undefined;
  const value = text.slice(0, at) + to + text.slice(at + before.length);
  return { value, text: value };
}

/** A part is replaced alone, so that other parts can be too; what stays must mean a text still. */
function intoPart(document: string, scalar: YamlScalar, part: Span, to: string, inFlow: boolean): TextEdit | undefined {
  return scalar.tag === undefined ? stretchEdit(document, scalar, part, to, inFlow) : undefined;
}

/** The entry without a value that a side means. */
function unwrittenAt({ place, span }: Found, { path }: Pick<Side, 'path'>): YamlEntry | undefined {
  const { node } = place;
  if (node.type !== 'map' || path.length === place.path.length) return undefined;
  const entry = node.entries.findLast(({ key }) => keyName(key) === path.at(-1));
  return entry?.value === undefined && entry !== undefined && span.start >= entry.span.start ? entry : undefined;
}

function intoUnwritten({ place, document }: Found, entry: YamlEntry, value: SourceValue): TextEdit | undefined {
  const colon = colonBehind(document.content.text, entry);
  if (colon === undefined || value.scalar === undefined) return undefined;
  const { value: to, text } = value.scalar;
  const written = typeof to === 'string' ? scalarText(to, place.inFlow) : text;
  const edit = { span: { start: colon, end: colon }, newText: ` ${written}` };
  return document.toFile(edit, [{ path: [...place.path, keyName(entry.key)], value: to }]);
}
