import { counted } from '../../base/counted.ts';
import { hasDifference } from '../changes/difference.ts';
import { parseKey } from '../../flux/object.ts';
import type { ObjectPrediction } from '../terms/prediction.ts';
import { lineDiff } from './lineDiff.ts';
import { actionWords, objectName, signs } from './words.ts';

/** Nobody reads more of one object where several are shown; what is left out is counted. */
const mostCharacters = 12_000;

/** A longer line is a file within a value. */
const longestLine = 1_000;

/** How an object's difference is shown. */
export interface DetailsOptions {
  /** Said behind the object, where several Kustomizations have objects. */
  readonly by?: string;
  /** Whether it is open from the beginning. */
  readonly isOpen?: boolean;
}

/**
 * The difference of an object as Markdown to unfold, ending in a line break; undefined where it has none to show. A long one
 * is cut inside its code block.
 */
export function objectDetails(object: ObjectPrediction, { by, isOpen }: DetailsOptions = {}): string | undefined {
  if (object.action === 'unchanged' || object.action === 'skip' || !hasDifference(object)) return undefined;
  const lines = lineDiff(object);
  if (lines.length === 0) return undefined;
  const { namespace } = parseKey(object.key);
  const where = namespace === '' ? '' : ` in ${namespace}`;
  const what = `${signs[object.action]} ${objectName(object.key)}${where}: ${actionWords[object.action]}`;
  const title = html(by === undefined ? what : `${what} (${by})`);
  const text = shortened(lines).join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const open = isOpen === true ? ' open' : '';
  return `<details${open}><summary>${title}</summary>\n\n${fence}diff\n${text}\n${fence}\n\n</details>\n`;
}

/** Text in a table's cell. */
export function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|');
}

/** Text as it is, on one line: nothing in it is a link, a mention, HTML or emphasis. */
export function inline(text: string): string {
  return html(text.trim().replaceAll(/\s*\n\s*/g, ' ')).replaceAll(
    /[\\`*_[\]~#@]/g,
    (sign) => `&#${sign.charCodeAt(0)};`,
  );
}

/** Text as code, in a table too. */
export function inlineCode(text: string): string {
  return `\`${text.replaceAll(/[`|]/g, '')}\``;
}

function shortened(lines: readonly string[]): readonly string[] {
  const cut = lines.map((line) =>
    line.length <= longestLine ? line : `${line.slice(0, longestLine)}… ${line.length - longestLine} more characters`,
  );
  let length = 0;
  const end = cut.findIndex((line) => (length += line.length + 1) > mostCharacters);
  return end < 0 ? cut : [...cut.slice(0, end), `... ${counted(lines.length - end, 'more line')}`];
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
