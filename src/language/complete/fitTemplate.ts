import type { Path, Step } from '../../manifests/yaml/node.ts';
import { scalarText } from '../../manifests/edits/scalarText.ts';
import type { Likely } from './likely.ts';
import { escapeSnippet, likelyFirst } from './snippet.ts';

interface Level {
  readonly column: number;
  readonly step: Step;
}

/**
 * A template of an object, in the snippet syntax, with what is likely in this workspace in place of what is common: the
 * kinds and names that its references choose from. Intervals stay, as they are chosen for each kind.
 */
export function fitTemplate(body: string, likely: Likely): string {
  const levels: Level[] = [];
  return body
    .split('\n')
    .map((line) => {
      const [, indent, dash = '', key, value = ''] = /^( *)(- )?([A-Za-z]+):(.*)$/.exec(line) ?? [];
      if (indent === undefined || key === undefined) return line;
      while ((levels.at(-1)?.column ?? -1) >= indent.length) levels.pop();
      if (dash !== '') levels.push({ column: indent.length, step: 0 });
      levels.push({ column: indent.length + dash.length, step: key });
      const path = levels.map(({ step }) => step);
      return key === 'kind' || key === 'name' ? `${indent}${dash}${key}:${fitValue(value, path, likely)}` : line;
    })
    .join('\n');
}

function fitValue(value: string, path: Path, likely: Likely): string {
  const choice = /^ \$\{(\d+)\|([A-Za-z,]+)\|\}$/.exec(value);
  if (choice !== null) {
    const [, place = '', values = ''] = choice;
    return ` \${${place}|${likelyFirst(values.split(','), likely(path)).join(',')}|}`;
  }
  const place = /^ \$\{(\d+):[^{}]*\}$/.exec(value)?.[1];
  const [name] = place === undefined ? [] : likely(path);
  return place === undefined || name === undefined ? value : ` \${${place}:${escapeSnippet(scalarText(name))}}`;
}
