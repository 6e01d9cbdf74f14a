/** What tells promotions apart, written into the body of a pull request where nobody sees it. */
export interface Marker {
  /** What replaces each other: the promotions of one kind, say of one application from one stage to the next. */
  readonly family: string;
  /** What is the same: equal for the same change, whoever makes it and when. */
  readonly key: string;
}

const shape = /<!-- sluice:promotion (\S+) (\S+) -->/g;

/** The marker as a line of Markdown that is not shown: a comment. */
export function writeMarker({ family, key }: Marker): string {
  return `<!-- sluice:promotion ${encodeURIComponent(family)} ${encodeURIComponent(key)} -->`;
}

/** The marker that a body ends with, whatever a person wrote below it. */
export function readMarker(body: string): Marker | undefined {
  const [, family, key] = [...body.matchAll(shape)].at(-1) ?? [];
  return family === undefined || key === undefined ? undefined : decoded(family, key);
}

function decoded(family: string, key: string): Marker | undefined {
  try {
    return { family: decodeURIComponent(family), key: decodeURIComponent(key) };
  } catch {
    return undefined;
  }
}
