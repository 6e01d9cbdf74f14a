import { code } from './markdown.ts';

const known: ReadonlyMap<string, string> = new Map([
  ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', 'a duration such as `30s`, `10m` or `1h30m`'],
  ['^([0-9]+(\\.[0-9]+)?(ms|s|m))+$', 'a duration in minutes or less, such as `30s` or `5m`; hours are not allowed'],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'lower case letters, digits and `-`'],
  ['^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', 'lower case letters, digits and `-`'],
]);

/** What a pattern asks for, in words where it is one that people meet often; else the pattern itself. */
export function patternWords(pattern: string): readonly [string, string] {
  const words = known.get(pattern) ?? schemeWords(pattern);
  return words === undefined ? ['Pattern', code(pattern)] : ['Form', words];
}

/** `^(http|https)://.*$` asks for one of some beginnings. */
function schemeWords(pattern: string): string | undefined {
  const match = /^\^(?:\(([a-z|]+)\)|([a-z]+))(\??):\/\/(?:\.\*\$)?$/.exec(pattern);
  if (match === null) return undefined;
  const [, several, single = '', optional = ''] = match;
  const schemes = several?.split('|') ?? (optional === '' ? [single] : [single.slice(0, -1), single]);
  const texts = schemes.map((scheme) => code(`${scheme}://`));
  const [last = ''] = texts.slice(-1);
  return `begins with ${texts.length > 1 ? `${texts.slice(0, -1).join(', ')} or ${last}` : last}`;
}
