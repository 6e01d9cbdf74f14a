import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import { isElement, type FieldSet } from '../values/fieldSets.ts';
import type { SecretPlaces } from './maskByPosition.ts';
import { asList, mapFields, mapScalars, scalarText } from '../values/json.ts';
import { textsOf, withMetadata, without } from '../values/objects.ts';

/** Placeholders of one diff: the same value always has the same, and another value another one. Holds what it hides. */
export interface Masks {
  /** `*** (1)` */
  secret(value: string): string;
  /** `encrypted (1)` */
  encrypted(text: string): string;
  /** Whether a text is a placeholder that was given out. */
  isMask(text: string): boolean;
}

/** Makes the placeholders of one diff. They last as long as what is shown; nothing of the values can be told from them. */
export function createMasks(): Masks {
  const secrets = new Map<string, string>();
  const ciphers = new Map<string, string>();
  const given = new Set<string>();
  const placeholder = (known: Map<string, string>, value: string, sign: string): string => {
    const mask = known.get(value) ?? `${sign} (${known.size + 1})`;
    known.set(value, mask);
    given.add(mask);
    return mask;
  };
  return {
    secret: (value) => placeholder(secrets, value, '***'),
    encrypted: (text) => placeholder(ciphers, text, 'encrypted'),
    isMask: (text) => given.has(text),
  };
}

/** What is not secret in a Secret; all else is, misspelled fields too. */
const openFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable']);
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The object as it may be shown: the values of a Secret, what SOPS encrypted, and what came from Secrets by substitution
 * replaced by placeholders, each scalar as a whole; without what kubectl last applied and SOPS's own data. Base64 in `data`
 * has the placeholder of what it encodes, so that it is the same as in `stringData`.
 */
export function masked(object: JsonObject, masks: Masks, substituted?: SecretPlaces): JsonObject {
  const bare = withoutCopies(object);
  const open = isSecret(object)
    ? mapFields(bare, (value, name) => (openFields.has(name) ? value : hidden(value, name, masks)))
    : bare;
  const shown = substituted === undefined ? open : (maskedAt(open, substituted.places, masks) as JsonObject);
  const values = substituted?.values ?? [];
  return mapFields(shown, (value, name) => (name === 'kind' ? value : withoutTexts(value, masks, values)));
}

function isSecret({ apiVersion, kind }: JsonObject): boolean {
  return apiVersion === 'v1' && kind === 'Secret';
}

function withoutCopies(object: JsonObject): JsonObject {
  const rest = asObject(object['sops']) === undefined ? object : without(object, ['sops']);
  if (!textsOf(object, 'annotations').has(lastApplied)) return rest;
  const annotations = without(asObject(asObject(rest['metadata'])?.['annotations']) ?? {}, [lastApplied]);
  return withMetadata(rest, { annotations });
}

function hidden(value: Json, field: string, masks: Masks): Json {
  return mapScalars(value, (scalar) => {
    const text = scalarText(scalar);
    if (isCipher(text)) return masks.encrypted(text);
    return masks.secret(field === 'data' ? decoded(text) : text);
  });
}

/** What base64 encodes, as the text that it is; other texts as they are. */
function decoded(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return base64;
  }
}

/** Whether SOPS wrote a text (getsops/sops, aes/cipher.go). */
function isCipher(text: string): boolean {
  return text.startsWith('ENC[') && text.endsWith(']');
}

/** Ciphers and the values of secrets are hidden wherever they stand: a live object may have them at other places. */
function withoutTexts(value: Json, masks: Masks, values: readonly string[]): Json {
  return mapScalars(value, (scalar) => {
    const text = scalarText(scalar);
    if (isCipher(text)) return masks.encrypted(text);
    return values.some((one) => text.includes(one)) ? whole(scalar, masks) : scalar;
  });
}

function maskedAt(value: Json, places: FieldSet, masks: Masks): Json {
  if (places.isMember) return whole(value, masks);
  const list = asList(value);
  if (list !== undefined) return maskedItems(list, places, masks);
  const map = asObject(value);
  if (map === undefined) return value;
  return mapFields(map, (item, name) => {
    const below = places.below.get(`f:${name}`);
    return below === undefined ? item : maskedAt(item, below, masks);
  });
}

/** Of a list without keys all items are named; in one of another length each may be the secret one. */
function maskedItems(list: readonly Json[], places: FieldSet, masks: Masks): readonly Json[] {
  const elements = [...places.below.keys()];
  const isByIndex = elements.some((element) => element.startsWith('i:'));
  return list.map((item, index) => {
    if (isByIndex && list.length !== elements.length) return whole(item, masks);
    const element = elements.find((one) => isElement(one, item, index));
    const below = element === undefined ? undefined : places.below.get(element);
    return below === undefined ? item : maskedAt(item, below, masks);
  });
}

function whole(value: Json, masks: Masks): Json {
  if (value === null || (typeof value === 'string' && masks.isMask(value))) return value;
  return masks.secret(scalarText(value));
}

/**
 * What the API server says of an object, without values that are secret: those of a Secret, plain and encoded, those that
 * came from Secrets by substitution, and whatever it quotes of an object that holds such values.
 */
export function maskedMessage(
  message: string,
  objects: readonly (JsonObject | undefined)[],
  substituted?: SecretPlaces,
): string {
  const known = objects.filter((object) => object !== undefined);
  if (!holdsSecrets(substituted) && !known.some(isSecret)) return message;
  const values = known.flatMap((object) => secretTexts(object, substituted));
  const longest = [...new Set([...values, ...(substituted?.values ?? [])])].sort((a, b) => b.length - a.length);
  const bare = longest.reduce(withoutValue, message);
  return bare
    .replaceAll(/((?:nvalid|nsupported|uplicate) value: )(?:"(?:[^"\\]|\\.)*"|[^\s:,"]+)/g, '$1"***"')
    .replace(/(?:, error found in #\d+ byte of|, bigger context|error decoding from json)[^]*/, '');
}

/** Values of one or two characters are parts of other words: they go where they stand alone. */
function withoutValue(text: string, value: string): string {
  if (value.length >= 3) return text.replaceAll(value, '***');
  if (value.trim() === '') return text;
  const literal = value.replaceAll(/[^\w\s]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<!\\w)${literal}(?!\\w)`, 'g'), '***');
}

function holdsSecrets(substituted: SecretPlaces | undefined): boolean {
  return substituted !== undefined && (substituted.places.isMember || substituted.places.below.size > 0);
}

/** All texts that masking hides. */
function secretTexts(object: JsonObject, substituted: SecretPlaces | undefined): readonly string[] {
  const texts: string[] = [];
  const note = (text: string): string => {
    // Go quotes texts much as JSON does.
    texts.push(text, ...text.split('\n'), encoded(text), JSON.stringify(text).slice(1, -1));
    return '***';
  };
  masked(object, { secret: note, encrypted: note, isMask: (text) => text === '***' }, substituted);
  return texts;
}

function encoded(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
