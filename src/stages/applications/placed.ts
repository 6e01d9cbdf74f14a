import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { effectiveEntries, isMerge } from '../../manifests/yaml/toJson.ts';
import {
  keyName,
  resolved,
  type Path,
  type ScalarValue,
  type Span,
  type YamlAlias,
  type YamlMap,
  type YamlNode,
} from '../../manifests/yaml/node.ts';

/** A document that values stand in: one of a file, or one within a scalar of a file. */
export interface PlacedSource {
  /** Of the file, from the repository's root. */
  readonly path: string;
  readonly content: DocumentContent;
  /** Where a stretch of the document stands in the file. */
  spanOf(span: Span): Span;
  /** Whether it stands within a scalar: an inline patch, Helm values in a ConfigMap. */
  readonly embedded: boolean;
}

/** Where a value is written. */
export interface Where {
  readonly source: PlacedSource;
  /** As written: an alias stays one. */
  readonly node: YamlNode;
  /** From the document's root. */
  readonly path: Path;
  /** From the key to the end of the value; absent where it is no map's. In the document. */
  readonly entry: Span | undefined;
  /** The outermost alias that leads to it. */
  readonly alias: YamlAlias | undefined;
  /** Whether a merge key brings it. */
  readonly merged: boolean;
  /** Where only a part of the scalar is the value (`KEY=value`): how much of its text stands before it. */
  readonly skipped?: number;
}

/** A value of an object, as it is after patches, with the place of each part. Parts that are the same are one value. */
export type Placed = PlacedScalar | PlacedMap | PlacedList;

export interface PlacedScalar {
  readonly type: 'scalar';
  readonly value: ScalarValue;
  readonly text: string;
  readonly at: Where;
}

export interface PlacedMap {
  readonly type: 'map';
  readonly entries: ReadonlyMap<string, Placed>;
  /** The maps that were merged, the one that counts most last. */
  readonly at: readonly Where[];
}

export interface PlacedList {
  readonly type: 'list';
  readonly items: readonly Placed[];
  readonly at: Where;
}

/** More nodes than this of one document are not placed: aliases can multiply without end. */
const mostNodes = 200_000;

/** The value of a node; `path` leads to it. Nothing written is null. */
export function placed(source: PlacedSource, root: YamlNode, path: Path = []): Placed {
  let left = mostNodes;
  const make = (from: Omit<Where, 'source'>): Placed => {
    const at: Where = { source, ...from };
    const node = resolved(at.node);
    left -= 1;
    if (node === undefined || left < 0) return { type: 'scalar', value: null, text: '', at };
    if (node.type === 'scalar') return { type: 'scalar', value: node.value, text: node.text, at };
    const alias = at.alias ?? (at.node.type === 'alias' ? at.node : undefined);
    const { merged } = at;
    if (node.type === 'sequence') {
      const items = node.items.map((item, index) =>
        make({ node: item, path: [...at.path, index], entry: undefined, alias, merged }),
      );
      return { type: 'list', items, at };
    }
    return { type: 'map', entries: entriesOf(node, { ...at, alias }, make), at: [at] };
  };
  return make({ node: root, path, entry: undefined, alias: undefined, merged: false });
}

function entriesOf(
  map: YamlMap,
  { path, alias, merged }: Where,
  make: (from: Omit<Where, 'source'>) => Placed,
): ReadonlyMap<string, Placed> {
  const own = map.entries.some(({ key }) => isMergeKey(key.text)) ? new Set(map.entries) : undefined;
  const entries = new Map<string, Placed>();
  for (const entry of effectiveEntries(map)) {
    if (isMerge(entry)) continue;
    const name = keyName(entry.key);
    const node = entry.value ?? {
      type: 'scalar',
      span: { start: entry.span.end, end: entry.span.end },
      value: null,
      text: '',
      style: 'plain',
    };
    const isMerged = merged || own?.has(entry) === false;
    entries.set(name, make({ node, path: [...path, name], entry: entry.span, alias, merged: isMerged }));
  }
  return entries;
}

function isMergeKey(text: string): boolean {
  return text === '<<';
}

/** The value at keys below a value; items of lists by their index. */
export function placedAt(value: Placed | undefined, ...steps: readonly (string | number)[]): Placed | undefined {
  let at = value;
  for (const step of steps) {
    if (at?.type === 'map') at = at.entries.get(String(step));
    else at = at?.type === 'list' && typeof step === 'number' ? at.items[step] : undefined;
  }
  return at;
}

/** The text of a map's entry, where it is a scalar and not null. */
export function entryText(value: Placed | undefined, key: string): string | undefined {
  const entry = value?.type === 'map' ? value.entries.get(key) : undefined;
  return entry?.type === 'scalar' && entry.value !== null ? entry.text : undefined;
}

/** The text of a scalar at keys below a value, where it is one and not null. */
export function textAt(value: Placed | undefined, ...steps: readonly (string | number)[]): string | undefined {
  const found = placedAt(value, ...steps);
  return found?.type === 'scalar' && found.value !== null ? found.text : undefined;
}

/** The items of a list at keys below a value. */
export function itemsAt(value: Placed | undefined, ...steps: readonly (string | number)[]): readonly Placed[] {
  const found = placedAt(value, ...steps);
  return found?.type === 'list' ? found.items : [];
}

/** Where a value is written; of merged maps the one that counts most. */
export function whereOf(value: Placed): Where {
  if (value.type !== 'map') return value.at;
  const last = value.at.at(-1);
  if (last === undefined) throw new Error('A map without a place.');
  return last;
}
