/** Whether a context name matches one of the patterns, in which `*` stands for any characters; case does not matter. */
export function isProtected(context: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(context.toLowerCase(), pattern.toLowerCase().split('*')));
}

/** Finds the parts between the stars from left to right; the first and the last are tied to the ends. */
function matches(text: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
