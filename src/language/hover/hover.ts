import { groupOf, kindId } from '../../flux/object.ts';
import { documentAt, type DocumentContent, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { mayQuote } from '../../manifests/secrets.ts';
import { embeddedDocuments, type EmbeddedDocument } from '../../manifests/yaml/embedded.ts';
import {
  asMap,
  asString,
  entryOf,
  nodeAt,
  type Path,
  type Span,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { isEmbeddedField } from '../complete/blocks.ts';
import type { LanguageContext } from '../context.ts';
import { assumedKind } from '../assumedKind.ts';
import { locate, type Located } from '../locate.ts';
import { isSubstituted } from '../substituted.ts';
import { kindOfTarget, targetOf } from '../patches/target.ts';
import { variableHover } from './variableHover.ts';
import { placeHover } from './placeHover.ts';

/** What is shown about a stretch of a file. All text from schemas, manifests and clusters in it is escaped. */
export interface Hover {
  /** Counts from the start of the file. */
  readonly span: Span;
  readonly markdown: string;
}

/**
 * What there is to say about an offset of a file: of a field what its schema says, of a reference what it names and how
 * that is, of a path where it leads, of an object's name or kind how it is in the cluster.
 */
export function hover(file: ManifestFile, offset: number, context: LanguageContext): Hover | undefined {
  const document = documentAt(file, offset);
  if (document === undefined) return undefined;
  const at = offset - document.start;
  const secret = !mayQuote(document.content, { start: at, end: at });
  const found = hoverInContent(document.content, at, { filePath: file.path, context, depth: 0, secret });
  return found && { ...found, span: moved(found.span, document.start) };
}

/** Patches within patches are followed this deep. */
const deepest = 3;

interface Surroundings {
  readonly filePath: string;
  readonly context: LanguageContext;
  /** Within how many scalars of other documents: 1 in a patch, 2 in a patch of a patch. */
  readonly depth: number;
  /** The kind that a patch is for. */
  readonly target?: KindSchema | undefined;
  /** Whether the offset is in a value of a Secret, of which nothing may be shown. */
  readonly secret: boolean;
}

/** A hover in a document; its span counts from the document's start. */
function hoverInContent(content: DocumentContent, offset: number, around: Surroundings): Hover | undefined {
  const { root, text, objects } = content;
  const { filePath, context, depth, target, secret } = around;
  const located = locate(root, offset);
  if (located === undefined) return undefined;
  const { node, onKey, path } = located;
  if (onKey && secret) return undefined;
  const scalar = !onKey && node?.type === 'scalar' ? node : undefined;
  const variable =
    scalar && !secret && (depth > 0 || isSubstituted(content, filePath, context))
      ? variableHover(text, scalar, offset, filePath, context)
      : undefined;
  if (variable !== undefined) return variable;
  const assumed = depth > 0 ? target && patchOf(root, target) : assumedObject(root, filePath);
  const object = objects.find((each) => each.path.every((step, index) => step === path[index])) ?? assumed;
  if (object === undefined) return undefined;
  const inner = scalar && hoverInBlock(object, content, scalar, path, offset, around);
  if (inner !== undefined) return inner;
  const markdown = placeHover(object, located, around);
  return markdown === undefined || markdown === '' ? undefined : { span: spanOf(located), markdown };
}

/** A hover in the YAML that a scalar holds: a patch, or a template of objects. */
function hoverInBlock(
  object: ManifestObject,
  { text }: DocumentContent,
  scalar: YamlScalar,
  path: Path,
  offset: number,
  around: Surroundings,
): Hover | undefined {
  const own = path.slice(object.path.length);
  if (around.depth > deepest || !isEmbeddedField(object.kindId, own)) return undefined;
  const target = kindOfTarget(targetOf(nodeAt(object.node, own.slice(0, -1))), around.context.schemas);
  for (const embedded of embeddedDocuments(text, scalar)) {
    const at = innerOffset(embedded, offset);
    const found =
      at === undefined
        ? undefined
        : hoverInContent(embedded.content, at, { ...around, depth: around.depth + 1, target });
    if (found !== undefined) return { ...found, span: embedded.outer(found.span) };
  }
  return undefined;
}

/** The offset in an embedded document that stands at an offset of the outer one. */
function innerOffset({ content, outer }: EmbeddedDocument, offset: number): number | undefined {
  let [low, high] = [0, content.text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (outer({ start: middle, end: middle }).start <= offset) low = middle;
    else high = middle - 1;
  }
  const { start } = outer({ start: low, end: low });
  // Before the document, behind it, or in the indentation of a line.
  return offset >= start && offset - start <= 1 ? low : undefined;
}

/** A patch without apiVersion and kind, taken as an object of the kind that its target selects. */
function patchOf(root: YamlNode | undefined, { group, version, kind }: KindSchema): ManifestObject | undefined {
  const node = asMap(root);
  if (node === undefined) return undefined;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return { node, path: [], apiVersion, kind, kindId: kindId(group, kind), name: undefined, namespace: undefined };
}

/** What a file holds that does not name its kind, by the file's name. */
function assumedObject(root: YamlNode | undefined, filePath: string): ManifestObject | undefined {
  const node = asMap(root);
  const assumed = assumedKind(filePath);
  if (node === undefined || assumed === undefined) return undefined;
  if (asString(entryOf(node, 'kind')?.value) !== undefined) return undefined;
  const { apiVersion, kind } = assumed;
  const made = { node, path: [], apiVersion, kind };
  return { ...made, kindId: kindId(groupOf(apiVersion), kind), name: undefined, namespace: undefined };
}

function spanOf({ onKey, entry, node }: Located): Span {
  return (onKey ? entry?.key.span : node?.span) ?? { start: 0, end: 0 };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
