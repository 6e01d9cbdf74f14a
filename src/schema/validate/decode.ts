import type { Json, JsonObject } from '../../flux/object.ts';
import {
  keyName,
  type ResolvedNode,
  type Span,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import { effectiveEntries, isMerge } from '../../manifests/yaml/toJson.ts';
import { setField, unknownValue } from './value.ts';

/** Nobody mends more at once. */
const mostProblems = 200;

/** What is wrong with a document before any schema is asked. */
export interface DecodeProblem {
  readonly code: 'duplicate-key' | 'wrong-type';
  readonly message: string;
  readonly span: Span;
  readonly first?: Span;
}

/** A document's value, and what keeps the API server from decoding it. */
export interface Decoded {
  readonly value: JsonObject;
  readonly problems: readonly DecodeProblem[];
  /** Whether a null is among the values. */
  readonly nulls: boolean;
}

/**
 * The value that the API server's strict decoder makes of a map. Scalars that are opaque, and aliases without an anchor,
 * become {@link unknownValue}. What an alias stands for is made once and shared, so aliases cannot multiply here.
 */
export function decode(root: YamlMap, isOpaque: ((text: string) => boolean) | undefined): Decoded {
  const problems: DecodeProblem[] = [];
  const shared = new Map<ResolvedNode, Json>();
  /** Behind an alias nothing is reported: it is where the anchor stands. */
  let aliases = 0;
  let nulls = false;

  const ofNode = (node: YamlNode | undefined): Json => {
    if (node === undefined) {
      nulls = true;
      return null;
    }
    switch (node.type) {
      case 'scalar':
        return ofScalar(node);
      case 'map':
        return ofMap(node);
      case 'sequence':
        return node.items.map(ofNode);
      case 'alias': {
        if (node.target === undefined) return unknownValue;
        const known = shared.get(node.target);
        if (known !== undefined) return known;
        aliases++;
        const made = ofNode(node.target);
        aliases--;
        shared.set(node.target, made);
        return made;
      }
    }
  };

  const ofScalar = (scalar: YamlScalar): Json => {
    const { value } = scalar;
    if (typeof value === 'string') return isOpaque?.(scalar.text) === true ? unknownValue : value;
    if (value === null) nulls = true;
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    const message = 'This is a number that JSON cannot hold, so no object can. Quote it if text is meant.';
    report({ code: 'wrong-type', message, span: scalar.span });
    return unknownValue;
  };

  const ofMap = (map: YamlMap): JsonObject => {
    const made: Record<string, Json> = {};
    let merges = false;
    for (const entry of map.entries) {
      if (isMerge(entry)) {
        merges = true;
        continue;
      }
      const name = keyName(entry.key);
      if (Object.hasOwn(made, name)) reportDuplicate(map, entry, name);
      else if (entry.key.value === null && aliases === 0) reportNullKey(entry);
      setField(made, name, ofNode(entry.value));
    }
    if (!merges) return made;
    for (const entry of effectiveEntries(map)) {
      const name = keyName(entry.key);
      if (Object.hasOwn(made, name)) continue;
      aliases++;
      setField(made, name, ofNode(entry.value));
      aliases--;
    }
    return made;
  };

  const reportDuplicate = (map: YamlMap, { key }: YamlEntry, name: string): void => {
    const first = map.entries.find((entry) => keyName(entry.key) === name && !isMerge(entry))?.key.span;
    const message = `"${key.text}" is set twice in the same map, which the API server and kustomize refuse. Remove one.`;
    report({ code: 'duplicate-key', message, span: key.span, ...(first === undefined ? {} : { first }) });
  };

  const reportNullKey = ({ key }: YamlEntry): void => {
    const message = `The key ${key.text === '' ? 'is empty' : `${key.text} is null`}; a field needs a name. Quote it.`;
    report({ code: 'wrong-type', message, span: key.span });
  };

  const report = (problem: DecodeProblem): void => {
    if (aliases === 0 && problems.length < mostProblems) problems.push(problem);
  };

  const value = ofMap(root);
  return { value, problems, nulls };
}
