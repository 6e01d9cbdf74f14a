/** A stretch of text in UTF-16 units, from `start` up to `end`. In a node it counts from the start of its document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a scalar means; integers beyond 2^53 lose digits, as they do in JavaScript's JSON. */
export type ScalarValue = string | number | boolean | null;

/** A YAML node with its place. Aliases stay aliases: `target` is the anchored node, a shared value. */
export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

export interface YamlScalar {
  readonly type: 'scalar';
  readonly span: Span;
  /** As sigs.k8s.io/yaml resolves it: YAML 1.1 words and numbers for plain scalars, text for the others. */
  readonly value: ScalarValue;
  /** The scalar's text with escapes, folding and indentation undone. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** An explicit tag such as `!!str` or `!reference`. */
  readonly tag?: string;
}

export interface YamlMap {
  readonly type: 'map';
  readonly span: Span;
  readonly entries: readonly YamlEntry[];
  /** Written in braces. */
  readonly flow: boolean;
}

export interface YamlEntry {
  /** From the key up to the end of the value. */
  readonly span: Span;
  readonly key: YamlScalar;
  /** Absent where nothing is written behind the colon; that means null. */
  readonly value: YamlNode | undefined;
}

export interface YamlSequence {
  readonly type: 'sequence';
  readonly span: Span;
  readonly items: readonly YamlNode[];
  /** Written in brackets. */
  readonly flow: boolean;
}

export interface YamlAlias {
  readonly type: 'alias';
  readonly span: Span;
  /** Without the asterisk. */
  readonly name: string;
  /** Absent where no such anchor was met before. */
  readonly target: Exclude<YamlNode, YamlAlias> | undefined;
}

/** A node as it counts: an alias stands for its anchor's node. */
export type ResolvedNode = Exclude<YamlNode, YamlAlias>;

/** One step into a value: the key in a map or the index in a sequence. */
export type Step = string | number;

/** The way from a document's root to a value. */
export type Path = readonly Step[];

/** A node with its alias, if it is one, undone. */
export function resolved(node: YamlNode | undefined): ResolvedNode | undefined {
  return node?.type === 'alias' ? node.target : node;
}

/** The node as a map, behind an alias too. */
export function asMap(node: YamlNode | undefined): YamlMap | undefined {
  const target = resolved(node);
  return target?.type === 'map' ? target : undefined;
}

/** The node as a sequence, behind an alias too. */
export function asSequence(node: YamlNode | undefined): YamlSequence | undefined {
  const target = resolved(node);
  return target?.type === 'sequence' ? target : undefined;
}

/** The node as a scalar, behind an alias too. */
export function asScalar(node: YamlNode | undefined): YamlScalar | undefined {
  const target = resolved(node);
  return target?.type === 'scalar' ? target : undefined;
}

/** The text of a scalar whose value is a string. */
export function asString(node: YamlNode | undefined): string | undefined {
  const value = asScalar(node)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A key as sigs.k8s.io/yaml makes it a JSON name: `yes` becomes `true`, `0x10` becomes `16`. */
export function keyName({ value, text }: YamlScalar): string {
  return value === null || typeof value === 'string' ? text : String(value);
}

/** The entry of a map with this key; of duplicates the last, as the decoder keeps it. Merged maps are not searched. */
export function entryOf(map: YamlMap | undefined, key: string): YamlEntry | undefined {
  return map?.entries.findLast((entry) => keyName(entry.key) === key);
}

/** The scalar at a path, as {@link nodeAt} finds it. */
export function scalarAt(root: YamlNode | undefined, path: Path): YamlScalar | undefined {
  return asScalar(nodeAt(root, path));
}

/** The entries of the map at a path, as {@link nodeAt} finds it: of a merge key (`<<`) only the entry itself. */
export function entriesAt(root: YamlNode | undefined, path: Path): readonly YamlEntry[] {
  return asMap(nodeAt(root, path))?.entries ?? [];
}

/** The node at a path, without looking into merged maps; undefined where the path leaves the value. */
export function nodeAt(root: YamlNode | undefined, path: Path): YamlNode | undefined {
  let node = root;
  for (const step of path) {
    node = typeof step === 'number' ? asSequence(node)?.items[step] : entryOf(asMap(node), step)?.value;
    if (node === undefined) return undefined;
  }
  return node;
}
