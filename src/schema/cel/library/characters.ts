/** The characters of a text, which CEL's indices count, by way of an interface that does not split plain text. */
export interface Characters {
  readonly length: number;
  readonly slice: (start: number, end?: number) => string;
}

/** A text's characters. */
export function charactersOf(text: string): Characters {
  if (!/[\ud800-\udfff]/.test(text)) return text;
  const split = Array.from(text);
  return { length: split.length, slice: (start, end) => split.slice(start, end).join('') };
}

/** The number of characters before a place in UTF-16 units; a place before the text stays. */
export function characterIndex(text: string, unit: number): number {
  return unit < 0 ? unit : charactersOf(text.slice(0, unit)).length;
}

/** The place in UTF-16 units of a character. */
export function unitIndex(text: string, character: number): number {
  return charactersOf(text).slice(0, character).length;
}
