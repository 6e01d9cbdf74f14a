import { parseKey } from '../../flux/object.ts';
import { cell, inline, inlineCode, objectDetails } from './objectMarkdown.ts';
import type { Report, ReportedKustomization } from './report.ts';
import { actionWords, blockerText, headline, kustomizationName, objectName, remarksOn, signs } from './words.ts';

/** Characters that fit into a comment on every forge: GitHub takes 65,536, and a workflow may add some. */
const mostCharacters = 60_000;

/** So much of them is for what stands outside the diffs. */
const mostRows = 100;

/**
 * For a comment on a pull request: a headline, a table with the dangers first, and the diff of each object to unfold.
 * Diffs that would make it too long for a forge are left out, and counted.
 */
export function formatDiffMarkdown(report: Report): string {
  const changed = report.kustomizations.filter(({ isQuiet }) => !isQuiet);
  const icon = { none: '✅', changes: 'ℹ️', unknown: '❔', failed: '❌' }[report.result];
  const head = [`### ${icon} Flux: ${inline(headline(report))}`, '', ...tableOf(changed), ...notesOf(report, changed)];
  const details: string[] = [];
  let left = mostCharacters - head.join('\n').length;
  let omitted = 0;
  for (const { objects } of changed) {
    for (const object of objects) {
      const text = objectDetails(object);
      if (text === undefined) continue;
      // Later ones that are shorter are left out too: what is shown is the first.
      if (omitted > 0 || text.length + 1 > left) omitted += 1;
      else {
        details.push(text);
        left -= text.length + 1;
      }
    }
  }
  const rest =
    omitted === 0 ? [] : [`${omitted === 1 ? '1 more diff is' : `${omitted} more diffs are`} left out here.`, ''];
  return `${[...head, ...details, ...rest].join('\n').trimEnd()}\n`;
}

function tableOf(changed: readonly ReportedKustomization[]): readonly string[] {
  const rows = changed.flatMap(({ prediction, objects }) => [
    ...prediction.blockers.map((blocker) => ['❌', '', '', `**${cell(blockerText(blocker))}**`, code(prediction.key)]),
    ...objects.map((object) => [
      object.dangers.length > 0 ? '⚠️' : `\`${signs[object.action]}\``,
      inlineCode(objectName(object.key)),
      cell(parseKey(object.key).namespace),
      [actionWords[object.action], ...remarksOn(object).map((text) => cell(text))].join(': '),
      code(prediction.key),
    ]),
  ]);
  if (rows.length === 0) return [];
  const isDanger = ([sign]: readonly string[]): number => (sign === '❌' ? 0 : sign === '⚠️' ? 1 : 2);
  const sorted = rows.sort((one, other) => isDanger(one) - isDanger(other));
  const more = sorted.length > mostRows ? [`${sorted.length - mostRows} more rows are left out here.`, ''] : [];
  return [
    '| | Object | Namespace | What | Kustomization |',
    '| - | - | - | - | - |',
    ...sorted.slice(0, mostRows).map((row) => `| ${row.join(' | ')} |`),
    '',
    ...more,
  ];
}

function code(key: ReportedKustomization['prediction']['key']): string {
  return inlineCode(kustomizationName(key));
}

function notesOf({ assumptions }: Report, changed: readonly ReportedKustomization[]): readonly string[] {
  const notes = [
    ...changed.flatMap(({ prediction: { key, certainty, effects = [] }, assumptions: own }) => {
      const doubts = certainty.level === 'approximate' ? [`approximate: ${certainty.reason}`, ...own] : own;
      return [...effects, ...doubts].map((text) => `${code(key)}: ${inline(text)}`);
    }),
    ...assumptions.map(inline),
  ];
  return notes.length === 0 ? [] : [...notes.slice(0, mostRows).map((note) => `- ${note}`), ''];
}
