/**
 * A snippet (Language Server Protocol) as plain text, for clients that know none: placeholders give way to their defaults,
 * choices to their first value, and repeated placeholders to what the first one holds.
 */
export function withoutPlaceholders(snippet: string): string {
  const values = new Map<string, string>();
  let at = 0;

  const read = (end: string): string => {
    let text = '';
    while (at < snippet.length && !end.includes(snippet.charAt(at))) {
      const char = snippet.charAt(at++);
      if (char === '\\') text += snippet.charAt(at++);
      else text += char === '$' ? placeholder() : char;
    }
    return text;
  };

  const placeholder = (): string => {
    const match = /\{?(\d+)/y;
    match.lastIndex = at;
    const [whole, name = ''] = match.exec(snippet) ?? [];
    if (whole === undefined) return '$';
    at += whole.length;
    if (!whole.startsWith('{')) return values.get(name) ?? '';
    const separator = snippet.charAt(at++);
    if (separator === '}') return values.get(name) ?? '';
    const value = read(separator === '|' ? ',|' : '}');
    at = separator === '|' ? snippet.indexOf('|}', at) + 2 : at + 1;
    if (!values.has(name)) values.set(name, value);
    return value;
  };

  return read('');
}
