/** How an example is set off: by quotes in a message, as code in a hover. */
type Quote = (example: string) => string;

const known: ReadonlyMap<string, (quote: Quote) => string> = new Map<string, (quote: Quote) => string>([
  [
    '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$',
    (quote) => `a duration such as ${quote('30s')}, ${quote('5m')} or ${quote('1h30m')} (units: ms, s, m and h)`,
  ],
  [
    '^([0-9]+(\\.[0-9]+)?(ms|s|m))+$',
    (quote) => `a duration such as ${quote('30s')} or ${quote('5m')} (units: ms, s and m; hours are not allowed)`,
  ],
  [
    '^[0-9]+(m|s)',
    (quote) => `a duration such as ${quote('30s')} or ${quote('1m')} (a whole number of seconds or minutes)`,
  ],
  [
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
    (quote) => `a quantity such as ${quote('100m')}, ${quote('2')}, ${quote('128Mi')} or ${quote('1G')}`,
  ],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', label],
  ['^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', label],
  [
    '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
    (quote) =>
      `a name of lower case letters, digits, ${quote('-')} and ${quote('.')}, with a letter or digit at both ends`,
  ],
]);

function label(quote: Quote): string {
  return `a name of lower case letters, digits and ${quote('-')}, with a letter or digit at both ends`;
}

/**
 * What a pattern asks for, as words that follow "must be", for those that people meet often: they are recognised by their
 * text, in the schemas of Flux and of any other kind. Undefined for others.
 */
export function patternForm(pattern: string, quote: Quote): string | undefined {
  return known.get(pattern)?.(quote) ?? schemeForm(pattern, quote);
}

/** `^(http|https)://.*$` asks for one of some beginnings. */
function schemeForm(pattern: string, quote: Quote): string | undefined {
  const match = /^\^(?:\(([a-z|]+)\)|([a-z]+))(\??):\/\/(?:\.\*\$)?$/.exec(pattern);
  if (match === null) return undefined;
  const [, several, single = '', optional = ''] = match;
  const schemes = several?.split('|') ?? (optional === '' ? [single] : [single.slice(0, -1), single]);
  const texts = schemes.map((scheme) => quote(`${scheme}://`));
  const [last = ''] = texts.slice(-1);
  return `a text that begins with ${texts.length > 1 ? `${texts.slice(0, -1).join(', ')} or ${last}` : last}`;
}
