import { formatting } from './library/format.ts';
import { addresses } from './library/ip.ts';
import type { CelFunction, Library } from './library/library.ts';
import { lists } from './library/lists.ts';
import { namedFormats } from './library/namedFormat.ts';
import { optionals } from './library/optionals.ts';
import { quantities } from './library/quantity.ts';
import { regex } from './library/regex.ts';
import { semvers } from './library/semver.ts';
import { standard } from './library/standard.ts';
import { strings } from './library/strings.ts';
import { times } from './library/times.ts';
import { urls } from './library/url.ts';

const libraries: readonly Library[] = [
  standard,
  strings,
  formatting,
  regex,
  lists,
  optionals,
  times,
  urls,
  addresses,
  quantities,
  semvers,
  namedFormats,
];

/** All functions; where two libraries have one of the same name, the later one looks after both. */
const functions: ReadonlyMap<string, CelFunction> = new Map(libraries.flatMap((library) => Object.entries(library)));

/** A function by its name and number of arguments, of a method with a dot before. Undefined where none is supported. */
export function functionOf(name: string, count: number): CelFunction | undefined {
  return functions.get(`${name}/${count}`);
}
