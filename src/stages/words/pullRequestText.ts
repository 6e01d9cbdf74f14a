import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { plainText } from '../../base/plainText.ts';
import type { PullRequestSettings } from '../terms/config.ts';
import type { Move, Refusal } from '../terms/plan.ts';
import { commitValues } from './commitMessage.ts';
import { movedWhat } from './moveText.ts';
import type { OriginalCommit, Promotion } from './promotion.ts';
import { fillTemplate } from './template.ts';
import { promotionTitle } from './title.ts';

/** What was found out before a promotion is made, for who reviews it. */
export interface Evidence {
  /** Undefined where it could not be told. */
  readonly isMet: boolean | undefined;
  /** One sentence. */
  readonly sentence: string;
}

/** What a pull request says besides what moves. */
export interface PullRequestFacts {
  readonly evidence: readonly Evidence[];
  /** Markdown of what the change does to what Flux applies, the most important first; masked. One entry is kept or cut whole. */
  readonly diffs: readonly string[];
  /** Why no such diff is there, in one sentence. */
  readonly whyNoDiff?: string;
  /** Characters that the forge takes. */
  readonly mostCharacters: number;
}

/** The title of a promotion's pull request. */
export function pullRequestTitle(promotion: Promotion, { title }: Pick<PullRequestSettings, 'title'>): string {
  const own = title === undefined ? '' : plainText(fillTemplate(title, commitValues(promotion)), 200);
  return own === '' ? promotionTitle(promotion.plan) : own;
}

/**
 * The body of a promotion's pull request: by the template if there is one. Where it would be too long for the forge, diffs
 * are left out from the end and counted, and then rows of commits and moves. Text from elsewhere makes no link, mention or HTML.
 */
export function pullRequestBody(
  promotion: Promotion,
  { body = usualBody }: Pick<PullRequestSettings, 'body'>,
  facts: PullRequestFacts,
): string {
  const values = (rows: number, diffs: number) => ({
    ...commitValues(promotion),
    changes: moveTable(promotion.plan.moves, rows),
    commits: commitList(promotion, rows),
    refused: refusalList(promotion.plan.refusals, rows),
    gates: evidenceList(facts.evidence),
    diff: diffText(facts, diffs),
    checklist,
  });
  const filled = (rows: number, diffs: number): string => tidy(fillTemplate(body, values(rows, diffs)));
  const fits = (text: string): boolean => text.length <= facts.mostCharacters;
  for (const rows of [200, 50, 10, 1]) {
    const whole = filled(rows, facts.diffs.length);
    if (fits(whole)) return whole;
    if (!fits(filled(rows, 0))) continue;
    return filled(
      rows,
      mostThat((count) => fits(filled(rows, count)), facts.diffs.length),
    );
  }
  return `${filled(1, 0).slice(0, Math.max(facts.mostCharacters - 2, 0))}…\n`;
}

const usualBody = `{{ changes }}

{{ refused }}

{{ gates }}

{{ commits }}

{{ diff }}

{{ checklist }}`;

const checklist = `### Before merging

- [ ] What moves is what was meant to move
- [ ] Nothing that this stage needs besides is missing (configuration, secrets, migrations)
- [ ] Somebody watches the stage when it lands`;

function moveTable(moves: readonly Move[], most: number): string {
  if (moves.length === 0) return '';
  return [
    '| Application | What | From | To | File |',
    '| - | - | - | - | - |',
    ...moves.slice(0, most).map(({ application, difference, before, after, path }) => {
      const cells = [cell(application), cell(movedWhat(difference)), value(before), value(after), code(path)];
      return `| ${cells.join(' | ')} |`;
    }),
    ...left(moves.length - most, '\n', 'moves'),
  ].join('\n');
}

function commitList({ commits, more, plan, source }: Promotion, most: number): string {
  const title = `### Commits from ${cell(plan.from)}`;
  if (commits.length === 0) return `${title}\n\nRead at ${code(source)}.`;
  const rest = more ? ['- and earlier ones'] : left(commits.length - most, '- and ', 'commits');
  return [title, '', ...commits.slice(0, most).map(commitRow), ...rest].join('\n');
}

function commitRow({ commit, author, subject, url }: OriginalCommit): string {
  const short = `\`${commit.slice(0, 8)}\``;
  const name = author.replace(/\s*<[^>]*>\s*$/, '');
  return `- ${url === undefined ? short : `[${short}](${url})`} ${cell(subject)} (${cell(name)})`;
}

function refusalList(refusals: readonly Refusal[], most: number): string {
  if (refusals.length === 0) return '';
  const rows = refusals.slice(0, most).map(({ sentence }) => `- ${cell(sentence)}`);
  return ['### Not promoted', '', ...rows, ...left(refusals.length - most, '- and ', 'differences')].join('\n');
}

function evidenceList(evidence: readonly Evidence[]): string {
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

function diffText({ diffs, whyNoDiff }: PullRequestFacts, most: number): string {
  const title = '### What Flux would change';
  if (diffs.length === 0) return whyNoDiff === undefined ? '' : `${title}\n\n${cell(whyNoDiff)}`;
  return [title, '', ...diffs.slice(0, most), ...left(diffs.length - most, '', 'diffs', ' are left out here')].join(
    '\n',
  );
}

function left(count: number, before: string, what: string, after = ''): readonly string[] {
  return count > 0 ? [`${before}${count} more ${what}${after}`] : [];
}

/** The greatest count up to `most` that fits; 0 always does. */
function mostThat(fits: (count: number) => boolean, most: number): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function tidy(text: string): string {
  return `${text.replaceAll(/\n{3,}/g, '\n\n').trim()}\n`;
}

function cell(text: string): string {
  return escapeMarkdown(plainText(text, 500));
}

function value(text: string | undefined): string {
  return text === undefined ? '' : code(text);
}

/** Text as code on one line, in a table too. */
function code(text: string): string {
  const plain = plainText(text, 200).replaceAll('|', '\\|');
  return plain.includes('`') || plain.includes('\\|') ? cell(text) : `\`${plain}\``;
}
