import { l10n, MarkdownString } from 'vscode';
import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import type { Tooltip, TooltipCondition, TooltipRow } from '../../tree/tooltip.ts';
import { ago, stateWord, suspensionText } from './rowWords.ts';

const t = l10n.t;

/**
 * A hover as Markdown. Every text in it is escaped, so that what comes from a cluster can make no link, no image and
 * no command; `sluice.reveal` is the only command that links may run. `idOf` tells the path id of another object's
 * row.
 */
export function tooltipMarkdown(tooltip: Tooltip, idOf: (row: KeyRow) => string, now: number): MarkdownString {
  const { kind, name, namespace, state, rows, conditions } = tooltip;
  const title = `**${escapeMarkdown(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`)}**`;
  const sections = [
    `${title} ${escapeMarkdown(`\u00b7 ${stateWord(state)}`)}`,
    ...(rows.length > 0 ? [tableOf(rows, idOf, now)] : []),
    ...(conditions.length > 0 ? ['---'] : []),
    ...conditions.flatMap((condition) => conditionParagraphs(condition, now)),
  ];
  const text = new MarkdownString(sections.join('\n\n'));
  text.isTrusted = { enabledCommands: ['sluice.reveal'] };
  return text;
}

/** A row that speaks of another object. */
export type KeyRow = Extract<TooltipRow, { key: unknown }>;

function tableOf(rows: readonly TooltipRow[], idOf: (row: KeyRow) => string, now: number): string {
  const lines = rows.map((row) => `| ${escapeMarkdown(labels[row.code]())} | ${valueOf(row, idOf, now)} |`);
  return ['| | |', '|:--|:--|', ...lines].join('\n');
}

function valueOf(row: TooltipRow, idOf: (row: KeyRow) => string, now: number): string {
  if (!('key' in row) || !row.known) return escapeMarkdown(rowValue(row, now));
  // encodeURIComponent leaves parentheses, which would end the link.
  const argument = encodeURIComponent(JSON.stringify([idOf(row)])).replace(/[()]/g, (sign) =>
    sign === '(' ? '%28' : '%29',
  );
  return `[${escapeMarkdown(row.text)}](command:sluice.reveal?${argument})`;
}

function conditionParagraphs({ type, status, reason, message, time }: TooltipCondition, now: number): string[] {
  const facts = [reason, ...(time === undefined ? [] : [ago(time, now)])].filter((fact) => fact !== '');
  const head = `**${escapeMarkdown(`${type}: ${status}`)}** ${escapeMarkdown(facts.join(' \u00b7 '))}`;
  return message === '' ? [head] : [head, escapeMarkdown(message)];
}

const labels: Readonly<Record<TooltipRow['code'], () => string>> = {
  source: () => t('Source'),
  dependsOn: () => t('Depends on'),
  provider: () => t('Provider'),
  waitsFor: () => t('Waits for'),
  url: () => t('URL'),
  path: () => t('Path'),
  chart: () => t('Chart'),
  revision: () => t('Applied'),
  attempted: () => t('Attempted'),
  interval: () => t('Interval'),
  due: () => t('Next due'),
  since: () => t('Since'),
  failingSince: () => t('Failing for'),
  suspended: () => t('Suspended'),
};

function rowValue(row: TooltipRow, now: number): string {
  switch (row.code) {
    case 'due':
      return dueText(row.time, now);
    case 'since':
      return t('{0} ago', ago(row.time, now));
    case 'failingSince':
      return row.precision === 'exact' ? ago(row.time, now) : t('at least {0}', ago(row.time, now));
    case 'suspended':
      return suspensionText(row, now);
    default:
      return row.text;
  }
}

function dueText(time: string, now: number): string {
  const ahead = Date.parse(time) - now;
  return ahead > 0 ? t('in {0}', ago(new Date(now - ahead).toISOString(), now)) : t('now');
}
