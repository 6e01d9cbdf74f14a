import {
  asMap,
  asScalar,
  asString,
  entryOf,
  keyName,
  resolved,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from './yaml/node.ts';

/** What is not secret in a Secret. All else is, so that a misspelled `stringdata` hides its values too. */
const openFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'sops']);

/** Fields of a secretGenerator's item that hold no values, only names (kustomize, api/types/secretargs.go). */
const openOfGenerator: ReadonlySet<string> = new Set(['name', 'namespace', 'type', 'behavior', 'options', 'files']);

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** The values of Secrets directly in a map, which `text` is the document of; those in maps below it are not looked for. */
export function secretsOf(map: YamlMap, text: string): YamlNode[] {
  const kind = asString(entryOf(map, 'kind')?.value);
  const found: YamlNode[] = [];
  for (const { key, value } of map.entries) {
    const name = keyName(key);
    if (name === 'stringData') found.push(...valuesIn(value, text));
    else if (kind === 'Secret' && name === 'metadata') found.push(...appliedIn(value));
    else if (kind === 'Secret' && !openFields.has(name)) found.push(...valuesIn(value, text));
    else if (kind === undefined && name === 'data' && isBareData(map)) found.push(...valuesIn(value, text));
    else if (name === 'secretGenerator') found.push(...generatorValues(value));
    else if (name === 'patch' && isForSecret(map) && value !== undefined) found.push(value);
    else if (name === 'value' && isDataOperation(map) && value !== undefined) found.push(value);
  }
  return found;
}

/** The values of a map of values, and keys that are most likely values whose key or colon is missing. */
function valuesIn(node: YamlNode | undefined, text: string): YamlNode[] {
  const target = resolved(node);
  if (node === undefined || target === undefined) return [];
  if (target.type !== 'map') return target.type === 'scalar' && target.value === null ? [] : [node];
  return target.entries.flatMap(({ key, value }) => value ?? (hasColon({ key }, text) ? [] : [key]));
}

function hasColon({ key }: Pick<YamlEntry, 'key'>, text: string): boolean {
  return /^["']?[ \t]*:/.test(text.slice(key.span.end, key.span.end + 40));
}

/** What `kubectl apply` keeps of the whole object. */
function appliedIn(metadata: YamlNode | undefined): YamlNode[] {
  const applied = entryOf(asMap(entryOf(asMap(metadata), 'annotations')?.value), lastApplied)?.value;
  return applied === undefined ? [] : [applied];
}

/** A patch whose target elsewhere names the kind. */
function isBareData(map: YamlMap): boolean {
  return map.entries.every(({ key }) => openFields.has(key.text) || key.text === 'data' || key.text === 'stringData');
}

function generatorValues(list: YamlNode | undefined): YamlNode[] {
  const target = resolved(list);
  if (list === undefined || target === undefined) return [];
  if (target.type !== 'sequence') return [list];
  return target.items.flatMap((item) => {
    const generator = asMap(item);
    if (generator === undefined) return [item];
    return generator.entries.flatMap(({ key, value }): YamlNode[] => {
      if (value === undefined || openOfGenerator.has(keyName(key))) return [];
      const paths = resolved(value);
      if (key.text === 'env') return asScalar(value)?.text.includes('=') === true ? [value] : [];
      if (key.text !== 'envs' || paths?.type !== 'sequence') return [value];
      // Files of values are named; a pair that was put here by mistake is a value.
      return paths.items.filter((path) => asScalar(path)?.text.includes('=') !== false);
    });
  });
}

function isForSecret(map: YamlMap): boolean {
  return asString(entryOf(asMap(entryOf(map, 'target')?.value), 'kind')?.value) === 'Secret';
}

/** An operation of a JSON patch on the data of an object; which kind it is is not always written. */
function isDataOperation(map: YamlMap): boolean {
  return /^\/(?:stringData|data)(?:\/|$)/.test(asString(entryOf(map, 'path')?.value) ?? '');
}
