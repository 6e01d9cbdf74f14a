import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { objectKey, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { Answer, VariableSource } from '../terms/ports.ts';

/** A ConfigMap or Secret that a Kustomization takes variables from. */
export interface SourceReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: ObjectKey;
}

/** What `spec.postBuild.substituteFrom` names, once each. */
export function variableReferences(kustomization: JsonObject): readonly SourceReference[] {
  const namespace = asText(valueAt(kustomization, 'metadata', 'namespace'));
  const found = asObjects(valueAt(kustomization, 'spec', 'postBuild', 'substituteFrom')).flatMap((one) => {
    const [kind, name] = [one['kind'], asText(one['name'])];
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined) return [];
    return [[`${kind}/${name}`, { kind, name, key: objectKey(`/${kind}`, namespace, name) }] as const];
  });
  return [...new Map(found).values()];
}

/** The source behind a reference as the cluster answered for it; undefined if it may not be read. */
export function variableSource({ kind, name }: SourceReference, answer: Answer): VariableSource | undefined {
  if ('object' in answer) return { kind, name, state: 'given', data: dataOf(kind, answer.object) };
  return answer.refusal.code === 404 ? { kind, name, state: 'absent' } : undefined;
}

/**
 * The same sources with other values in every Secret, so that what comes from them shows in a second build. Lines and
 * length stay, which a value that is YAML itself may be about.
 */
export function withOtherSecrets(sources: readonly VariableSource[]): readonly VariableSource[] {
  return sources.map((source) => {
    if (source.kind !== 'Secret' || source.state !== 'given') return source;
    const data = Object.entries(source.data).map(([name, value]) => [name, otherThan(value)] as const);
    return { ...source, data: Object.fromEntries(data) };
  });
}

/** Digits become digits and letters letters, so that a number stays one; what has neither gets a letter. */
function otherThan(value: string): string {
  const other = value.replace(/[0-9a-zA-Z]/g, (char) => {
    if (char >= '0' && char <= '9') return char === '9' ? '1' : String(Number(char) + 1);
    const code = char.charCodeAt(0);
    return char === 'z' || char === 'Z' ? String.fromCharCode(code - 25) : String.fromCharCode(code + 1);
  });
  return other === value ? `${value}x` : other;
}

function dataOf(kind: 'ConfigMap' | 'Secret', object: JsonObject): Readonly<Record<string, string>> {
  const entries = Object.entries(asObject(object['data']) ?? {}).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    return [[name, kind === 'Secret' ? decoded(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}
