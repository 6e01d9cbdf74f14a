import type { Json } from '../../flux/object.ts';
import { partOf, type Found } from '../../manifests/edits/innermost.ts';
import { nodeLines } from '../../manifests/edits/nodeLines.ts';
import type { ScalarContent } from '../../manifests/edits/replaceScalar.ts';
import { asScalar } from '../../manifests/yaml/node.ts';
import { toJson } from '../../manifests/yaml/toJson.ts';
import type { Difference, Side } from '../terms/difference.ts';
import { foundOf, type PlanSide } from './context.ts';

/** What the source says, to be written into the target. */
export interface SourceValue {
  /** Absent for a map or a list. */
  readonly scalar?: ScalarContent;
  readonly json: Json;
  /** As the source writes it, comments too, where that can stand elsewhere. */
  readonly lines?: readonly string[];
}

/**
 * The value of a difference's source, read where it is written: what a difference says of it is for people, and hides
 * what is secret. A version is a text, also where the source lets YAML take it for a number. Undefined where it is not
 * found there.
 */
export function sourceValue(side: PlanSide, difference: Difference): SourceValue | undefined {
  const { source } = difference;
  const found = source && foundOf(side, source);
  if (source === undefined || found === undefined) return undefined;
  const { node, entry } = found.place;
  const scalar = asScalar(node);
  if (scalar === undefined) {
    const json = toJson(node);
    const lines = nodeLines(found.document.content.text, node, entry);
    return json === undefined ? undefined : { json, ...(lines && { lines }) };
  }
  const content = scalarContent(found, source, difference.class === 'version');
  return content && { scalar: content, json: content.value };
}

function scalarContent(found: Found, source: Side, isVersion: boolean): ScalarContent | undefined {
  const { node } = found.place;
  const scalar = asScalar(node);
  if (scalar === undefined) return undefined;
  if (node.type === 'alias') return isVersion ? texted(scalar.text) : scalar;
  const part = source.partial ? partOf(found.document.content.text, scalar, found.span) : undefined;
  if (source.partial && part === undefined) return undefined;
  const text = part === undefined ? scalar.text : scalar.text.slice(part.start, part.end);
  return isVersion || source.partial ? texted(text) : scalar;
}

function texted(text: string): ScalarContent {
  return { value: text, text };
}
