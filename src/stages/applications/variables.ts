import { kindId } from '../../flux/object.ts';
import { substitutionsIn } from '../../manifests/variables/variablesIn.ts';
import type { BuiltObject } from './built.ts';
import { itemsAt, placedAt, textAt, type Placed, type PlacedScalar } from './placed.ts';

/** What a Flux Kustomization substitutes. */
export interface Variables {
  /** By name, where the stage says the value. */
  readonly given: ReadonlyMap<string, PlacedScalar>;
  /** Whether there are more that nothing here tells: in Secrets, or made in the cluster. */
  readonly open: boolean;
}

export const noVariables: Variables = { given: new Map(), open: false };

/**
 * The variables of a Flux Kustomization: the data of substituteFrom in order, then postBuild.substitute (fluxcd/pkg,
 * kustomize_varsub.go). `known` are the ConfigMaps of the stage by name.
 */
export function variablesBy(kustomization: Placed, known: ReadonlyMap<string, BuiltObject>): Variables {
  const postBuild = placedAt(kustomization, 'spec', 'postBuild');
  if (postBuild === undefined) return noVariables;
  const given = new Map<string, PlacedScalar>();
  let open = false;
  for (const from of itemsAt(postBuild, 'substituteFrom')) {
    const source = textAt(from, 'kind') === 'ConfigMap' ? known.get(textAt(from, 'name') ?? '') : undefined;
    const data = placedAt(source?.value, 'data');
    if (data?.type !== 'map') open = true;
    else for (const [name, value] of data.entries) if (value.type === 'scalar') given.set(name, value);
  }
  const substitute = placedAt(postBuild, 'substitute');
  if (substitute?.type === 'map') {
    for (const [name, value] of substitute.entries) if (value.type === 'scalar') given.set(name, value);
  }
  return { given, open };
}

/** The ConfigMaps among objects by name; of several the last. */
export function configMapsByName(objects: readonly BuiltObject[]): ReadonlyMap<string, BuiltObject> {
  const kind = kindId('', 'ConfigMap');
  return new Map(objects.filter((object) => object.kindId === kind).map((object) => [object.name, object]));
}

/** A text as it is after substitution. */
export interface Substituted {
  readonly text: string;
  /** The names of variables in it, each once. */
  readonly names: readonly string[];
  /** The variable that is the whole text, where it is one and this stage gives its value. */
  readonly whole: PlacedScalar | undefined;
  /** Whether all values are known. */
  readonly known: boolean;
}

/** A text with its variables replaced as far as they are known. Operators other than those that give a default are not applied. */
export function substituted(text: string, { given }: Variables): Substituted {
  if (!text.includes('${')) return { text, names: [], whole: undefined, known: true };
  const { uses } = substitutionsIn(text);
  // Inner expressions come before those that they stand in: the outer ones alone are replaced.
  const outer = uses.filter((use) => !uses.some((other) => other !== use && covers(other.span, use.span)));
  let result = '';
  let at = 0;
  let known = true;
  for (const { span, name, operator, default: fallback, escaped } of outer) {
    result += text.slice(at, span.start);
    at = span.end;
    const value = escaped ? undefined : given.get(name)?.text;
    if (escaped) result += text.slice(span.start + 1, span.end);
    else if (value !== undefined && simple.has(operator)) result += value;
    else if (value === undefined && fallback !== undefined) result += fallback;
    else {
      known = false;
      result += text.slice(span.start, span.end);
    }
  }
  const names = [...new Set(outer.filter(({ escaped }) => !escaped).map(({ name }) => name))];
  const [only, ...more] = outer;
  const isWhole = only !== undefined && more.length === 0 && only.span.start === 0 && only.span.end === text.length;
  const whole = isWhole && !only.escaped && simple.has(only.operator) ? given.get(only.name) : undefined;
  return { text: result + text.slice(at), names, whole, known };
}

const simple: ReadonlySet<string> = new Set(['', '=', ':=', ':-']);

function covers(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
