import { shortCommit } from '../../base/shortCommit.ts';
import type { Difference, Side } from '../terms/difference.ts';
import type { Plan, Refusal } from '../terms/plan.ts';
import { cell, code } from './cells.ts';
import { movedWhat } from './moveText.ts';
import type { OriginalCommit, Promotion } from './promotion.ts';

/** What was found out before a promotion is made, for who reviews it. */
export interface Evidence {
  /** Undefined where it could not be told. */
  readonly isMet: boolean | undefined;
  /** One sentence. */
  readonly sentence: string;
}

/** What a change does to what Flux builds, as Markdown with secrets masked; or why that is not known, in one sentence. */
export type RenderedFacts =
  | {
      /** What is to be known first. */
      readonly summary: string;
      /** The most important first; one entry is kept or left out whole. */
      readonly diffs: readonly string[];
      /** What else reads the changed files, in a line each. */
      readonly also: readonly string[];
      /** What a person must know before: builds that fail, data that is deleted; a plain sentence each. */
      readonly warnings: readonly string[];
    }
  | { readonly whyNot: string };

/** Moves and copied files as a table, the first `most` of them. */
export function moveTable({ moves, copies }: Pick<Plan, 'moves' | 'copies'>, most: number): string {
  const rows = [
    ...moves.map(({ application, difference, before, after, path }) => [
      ...[cell(application), cell(movedWhat(difference)), value(before), value(after), code(path)],
    ]),
    ...copies.map(({ application, kind, path }) => [cell(application), `${kind} file`, '', '', code(path)]),
  ];
  if (rows.length === 0) return '';
  return [
    '| Application | What | From | To | File |',
    '| - | - | - | - | - |',
    ...rows.slice(0, most).map((cells) => `| ${cells.join(' | ')} |`),
    ...left(rows.length - most, '\n', 'move'),
  ].join('\n');
}

/** The commits that brought to the source stage what moves, with links where their pages are known. */
export function commitList({ commits, more, plan, source }: Promotion, most: number): string {
  const title = `### Commits from ${cell(plan.from)}`;
  if (commits.length === 0) return `${title}\n\nRead at ${code(source)}.`;
  const rest = more ? ['- and earlier ones'] : left(commits.length - most, '- and ', 'commit');
  return [title, '', ...commits.slice(0, most).map(commitRow), ...rest].join('\n');
}

function commitRow({ commit, author, subject, url }: OriginalCommit): string {
  const short = `\`${shortCommit(commit)}\``;
  const name = author.replace(/\s*<[^>]*>\s*$/, '');
  return `- ${url === undefined ? short : `[${short}](${url})`} ${cell(subject)} (${cell(name)})`;
}

/** What should have moved and could not be written. */
export function refusalList(refusals: readonly Refusal[], most: number): string {
  if (refusals.length === 0) return '';
  const rows = refusals.slice(0, most).map(({ sentence }) => `- ${cell(sentence)}`);
  return ['### Not promoted', '', ...rows, ...left(refusals.length - most, '- and ', 'difference')].join('\n');
}

/** Differences that stay: nobody has to read them, so that they are folded. */
export function stayingList(
  staying: readonly Difference[],
  { from, to }: Pick<Plan, 'from' | 'to'>,
  most: number,
): string {
  if (staying.length === 0) return '';
  const meant = staying.filter((one) => one.protected !== undefined).length;
  const counts = [
    ...(meant > 0 ? [`${meant} on purpose`] : []),
    ...(meant < staying.length ? [`${staying.length - meant} not chosen`] : []),
  ];
  const rows = staying.slice(0, most).map((one) => {
    const sides = `${sideText(one.source, from)}, ${sideText(one.target, to)}`;
    const why = one.protected === undefined ? '' : ` (${cell(one.protected.reason.replace(/\.$/, ''))})`;
    return `- ${cell(movedWhat(one))}: ${sides}${why}`;
  });
  const summary = `<details><summary>Also different, and left so: ${counts.join(', ')}</summary>`;
  return [summary, '', ...rows, ...left(staying.length - most, '- and ', 'difference'), '', '</details>'].join('\n');
}

function sideText(side: Side | undefined, stage: string): string {
  return side === undefined ? `not in ${cell(stage)}` : `${code(side.value)} in ${cell(stage)}`;
}

/** What the gates said. */
export function evidenceList(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return '';
  const signs = new Map([
    [true, '✅'],
    [false, '❌'],
  ]);
  const rows = evidence.map(
    ({ isMet, sentence }) => `- ${(isMet !== undefined && signs.get(isMet)) || '❔'} ${cell(sentence)}`,
  );
  return ['### Gates', '', ...rows].join('\n');
}

/** What Flux would make of the change: so many of the diffs, and so many of the lines on others. */
export function renderedPart(
  rendered: RenderedFacts | undefined,
  stage: string,
  { rows, diffs: most }: { readonly rows: number; readonly diffs: number },
): string {
  if (rendered === undefined) return '';
  const title = `### What Flux would change in ${cell(stage)}`;
  if ('whyNot' in rendered) return `${title}\n\n${cell(rendered.whyNot)}`;
  const { summary, diffs, also } = rendered;
  const others = also.slice(0, rows).map((line) => `- ${line}`);
  return [
    title,
    '',
    summary,
    '',
    ...diffs.slice(0, most),
    ...left(diffs.length - most, '', 'diff', ' left out: the text would be too long.'),
    ...(others.length === 0 ? [] : ['', 'Others that read these files change too:', '', ...others]),
    ...left(also.length - rows, '- and ', 'Kustomization'),
  ].join('\n');
}

/** Text on one line that makes no Markdown of its own. */
function value(text: string | undefined): string {
  return text === undefined ? '' : code(text);
}

function left(count: number, before: string, what: string, after = ''): readonly string[] {
  return count > 0 ? [`${before}${count} more ${what}${count === 1 ? '' : 's'}${after}`] : [];
}
