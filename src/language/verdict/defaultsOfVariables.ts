import { variablesIn } from '../../manifests/variables/variablesIn.ts';
import { plainValue } from '../../manifests/yaml/plainScalar.ts';
import type { Span, YamlMap, YamlNode, YamlScalar } from '../../manifests/yaml/node.ts';

/** A scalar that is one expression with a default, e.g. `${REPLICAS:=2}`. */
export interface DefaultedScalar {
  readonly span: Span;
  readonly name: string;
  readonly default: string;
}

/** An object in which such scalars are their defaults. */
export interface Defaulted {
  readonly object: YamlMap;
  readonly scalars: readonly DefaultedScalar[];
}

/**
 * The object as it is where no variable is set: scalars that are one expression with a default become that default, read
 * as YAML (`parsed`), since Flux substitutes in the text and reads it again, or as text. Others stay as they are. Undefined
 * where there are no such scalars.
 */
export function withDefaults(object: YamlMap, reading: 'parsed' | 'text'): Defaulted | undefined {
  if (!mayHoldDefaults(object)) return undefined;
  const scalars: DefaultedScalar[] = [];

  const fillScalar = (scalar: YamlScalar): YamlScalar => {
    const found = defaultOf(scalar);
    if (found === undefined) return scalar;
    scalars.push(found);
    const value = reading === 'parsed' ? plainValue(found.default) : found.default;
    return { ...scalar, text: found.default, value };
  };

  const fill = (node: YamlNode | undefined): YamlNode | undefined => {
    if (node?.type === 'scalar') return fillScalar(node);
    if (node?.type === 'map') return fillMap(node);
    return node?.type === 'sequence' ? { ...node, items: node.items.map((item) => fill(item) ?? item) } : node;
  };
  const fillMap = (map: YamlMap): YamlMap => ({
    ...map,
    entries: map.entries.map((entry) => ({ ...entry, value: fill(entry.value) })),
  });

  const filled = fillMap(object);
  return scalars.length === 0 ? undefined : { object: filled, scalars };
}

/** Tells most objects apart without making another of them. */
function mayHoldDefaults(node: YamlNode | undefined): boolean {
  if (node?.type === 'map') return node.entries.some(({ value }) => mayHoldDefaults(value));
  if (node?.type === 'sequence') return node.items.some(mayHoldDefaults);
  return node?.type === 'scalar' && node.text.startsWith('${');
}

function defaultOf({ text, span }: YamlScalar): DefaultedScalar | undefined {
  if (!text.startsWith('${') || !text.endsWith('}')) return undefined;
  const [use, ...others] = variablesIn(text);
  if (use === undefined || others.length > 0 || use.span.end < text.length) return undefined;
  // What begins with such a character is a list, a map or a quoted text when it is read again.
  if (use.default === undefined || /^$|^[[{'"|>&*!%@`]/.test(use.default)) return undefined;
  if (![':=', ':-', '='].includes(use.operator)) return undefined;
  return { span, name: use.name, default: use.default };
}
