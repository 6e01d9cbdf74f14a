import { plainText } from '../../../base/plainText.ts';
import type { ObjectPrediction } from '../../../diff/terms/prediction.ts';
import { parseKey } from '../../../flux/object.ts';
import { lineDiff } from '../../../diff/report/lineDiff.ts';
import type { Report, ReportedKustomization } from '../../../diff/report/report.ts';
import {
  actionWords,
  blockerText,
  countsText,
  headline,
  kustomizationName,
  objectName,
  remarksOn,
  signs,
} from '../../../diff/report/words.ts';
import { changeCounts } from '../../../diff/changes/changeCounts.ts';

/** For a terminal: what would become of each object, aligned, with the lines that would change. */
export function formatDiffText(report: Report, { color }: { readonly color: boolean }): string {
  const paint = (code: number, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines = [paint(bold, headline(report))];
  for (const kustomization of report.kustomizations.filter(({ isQuiet }) => !isQuiet)) {
    lines.push('', paint(bold, titleOf(kustomization)));
    for (const blocker of kustomization.prediction.blockers)
      lines.push(paint(red, `  x ${oneLine(blockerText(blocker))}`));
    const widths = widthsOf(kustomization.objects);
    for (const object of kustomization.objects) {
      const row = rowOf(object, widths);
      lines.push(object.dangers.length > 0 ? paint(red, row) : row);
      for (const remark of remarksOn(object).map(oneLine))
        lines.push(`      ${object.dangers.length > 0 ? paint(red, remark) : remark}`);
      if (object.action !== 'change' && object.action !== 'recreate') continue;
      for (const line of lineDiff(object, 2)) lines.push(paint(colorOf(line), `      ${line}`));
    }
    for (const note of notesOn(kustomization)) lines.push(`  note: ${note}`);
  }
  if (report.assumptions.length > 0) lines.push('', ...report.assumptions.map((text) => `note: ${oneLine(text)}`));
  return `${lines.join('\n')}\n`;
}

const [bold, red, green, plain] = [1, 31, 32, 0];

function titleOf({ prediction }: ReportedKustomization): string {
  const { key, status, parent } = prediction;
  const told = countsText(changeCounts([prediction]));
  const by = parent === undefined ? '' : ` (applied by ${kustomizationName(parent)})`;
  const itself = status === 'existing' ? [] : [status === 'new' ? 'new' : `${status} itself`];
  return `${kustomizationName(key)}${by}: ${[...itself, told === '' ? 'nothing known to change' : told].join(', ')}`;
}

function notesOn({
  prediction: { certainty, blockers, effects = [] },
  assumptions,
}: ReportedKustomization): readonly string[] {
  const isBuilt = blockers.every(({ kind }) => kind !== 'build' && kind !== 'unknown');
  const approximate = certainty.level === 'approximate' && isBuilt ? [`approximate: ${certainty.reason}`] : [];
  return [...effects, ...approximate, ...assumptions].map(oneLine);
}

type Widths = readonly [number, number];

function widthsOf(objects: readonly ObjectPrediction[]): Widths {
  const names = objects.map(({ key }) => objectName(key).length);
  const namespaces = objects.map(({ key }) => parseKey(key).namespace.length);
  return [Math.max(0, ...names), Math.max(0, ...namespaces)];
}

function rowOf({ key, action, origin }: ObjectPrediction, [name, namespace]: Widths): string {
  const place = origin === undefined ? '' : origin.line === undefined ? origin.path : `${origin.path}:${origin.line}`;
  const cells = [signs[action], objectName(key).padEnd(name), parseKey(key).namespace.padEnd(namespace)];
  return `  ${[...cells, actionWords[action], place].join('  ')}`.trimEnd();
}

function colorOf(line: string): number {
  return line.startsWith('+') ? green : line.startsWith('-') ? red : plain;
}

/** What a cluster says is text, and no command to a terminal. */
function oneLine(text: string): string {
  return plainText(text, longest);
}

/** Longest message, in UTF-16 units. */
const longest = 1_000;
