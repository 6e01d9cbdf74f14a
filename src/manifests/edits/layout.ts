import type { Json } from '../../flux/object.ts';
import { toYaml, type YamlLayout } from '../toYaml.ts';
import type { YamlNode } from '../yaml/node.ts';
import { plainValue } from '../yaml/plainScalar.ts';
import { lineStartAt } from './lines.ts';
import { scalarText } from './scalarText.ts';

/** So many nodes are looked at for how a document is laid out. */
const mostNodes = 2_000;

/** How a document indents what is nested, by the first nested map and list in it; as kubectl where it has none. */
export function layoutOf(document: string, root: YamlNode | undefined): YamlLayout {
  let step: number | undefined;
  let listStep: number | undefined;
  let left = mostNodes;
  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || --left < 0 || (step !== undefined && listStep !== undefined)) return;
    if (node.type === 'sequence' && !node.flow) for (const item of node.items) walk(item);
    if (node.type !== 'map' || node.flow) return;
    for (const { key, value } of node.entries) {
      const own = columnOf(document, key);
      if (value?.type === 'map' && !value.flow) {
        const inner = columnOf(document, value) - own;
        if (inner > 0) step ??= inner;
      } else if (value?.type === 'sequence' && !value.flow) {
        listStep ??= Math.max(0, columnOf(document, value) - own);
      }
      walk(value);
    }
  };
  walk(root);
  const indents = Math.min(8, step ?? (listStep || 2));
  return { step: indents, indentsLists: listStep === undefined || listStep > 0 };
}

/** The column of a node's first character, counted from its line's start. */
export function columnOf(document: string, { span }: Pick<YamlNode, 'span'>): number {
  return span.start - lineStartAt(document, span.start);
}

/** An entry or an item as the lines of a block, without indentation of their own. `lead` is `key` or undefined for an item. */
export function blockLines(value: Json, layout: YamlLayout, key?: string): readonly string[] {
  const written = key === undefined ? toYaml([value], { ...layout }) : toYaml({ [key]: value }, layout);
  return written.trimEnd() === '' ? [] : written.replace(/\n$/, '').split('\n');
}

/** A value in braces, brackets or quotes, on one line; `json` where keys and texts are all quoted. */
export function flowText(value: Json, json: boolean): string {
  if (json) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map((item) => flowText(item, json)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${entries.map(([key, one]) => `${flowKey(key, json)}: ${flowText(one ?? null, json)}`).join(', ')}}`;
  }
  return value === null ? 'null' : scalarText(value, true);
}

/** A key within braces. */
export function flowKey(key: string, json: boolean): string {
  return json || plainValue(key) !== key ? JSON.stringify(key) : scalarText(key, true);
}
