/** A YAML mapping of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

/** `value` as a mapping, if it is one. */
export function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The text at `key`; undefined if there is none, or YAML's words for "nothing". */
export function text(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  if (typeof value !== 'string' || value === '' || value === 'null' || value === '~') return undefined;
  return value;
}

/** The boolean at `key`; false if absent. */
export function flag(fields: Fields, key: string): boolean {
  return text(fields, key)?.toLowerCase() === 'true';
}

/** The texts of a sequence; anything else in it is dropped. */
export function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The named entries of a kubeconfig's list: `[{name, <key>: {...}}]`. Entries without a name are dropped. */
export function entries(config: Fields, listKey: string, key: string): [name: string, fields: Fields][] {
  const items: unknown = config[listKey];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const fields = record(item);
    const name = fields && text(fields, 'name');
    return name === undefined ? [] : [[name, record(fields?.[key]) ?? {}] as [string, Fields]];
  });
}

/** An object with `key` only if there is a value, for types with exact optional properties. */
export function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
