import { plainText } from '../../base/plainText.ts';
import type { CommitSettings } from '../terms/config.ts';
import { copyText, moveText } from './moveText.ts';
import { movedApplications, type Promotion } from './promotion.ts';
import { fillTemplate, type TemplateValues } from './template.ts';
import { promotionTitle } from './title.ts';

/** Original commits beyond these are counted, not named. */
const mostCommits = 50;
const mostMoves = 200;

/**
 * The message of a promotion's commit: what moved where, by the template if there is one, and behind it the trailers by
 * which programs and people find where it came from. No value from elsewhere makes a line, and so a trailer, of its own.
 */
export function commitMessage(promotion: Promotion, { message, coAuthors }: CommitSettings): string {
  const text = message === undefined ? usual(promotion) : fillTemplate(message, commitValues(promotion));
  return `${text.trim()}\n\n${trailers(promotion, coAuthors).join('\n')}\n`;
}

/** What templates of messages and titles may name. */
export function commitValues(promotion: Promotion): TemplateValues {
  const { plan, source, issues, buildNumber } = promotion;
  return {
    title: promotionTitle(plan),
    from: line(plan.from),
    to: line(plan.to),
    applications: Array.from(movedApplications(plan).values(), line).join(', '),
    changes: moveLines(promotion).join('\n'),
    source,
    issues: issues.map(line).join(', '),
    'build-number': line(buildNumber ?? ''),
  };
}

function usual(promotion: Promotion): string {
  return [promotionTitle(promotion.plan), '', ...moveLines(promotion)].join('\n');
}

function moveLines({ plan: { moves, copies } }: Promotion): readonly string[] {
  const all = [...moves.map(moveText), ...copies.map(copyText)];
  const shown = all.slice(0, mostMoves).map((text) => `- ${line(text)}`);
  return all.length > mostMoves ? [...shown, `- and ${all.length - mostMoves} more`] : shown;
}

function trailers({ plan, source, commits, more, issues, buildNumber }: Promotion, coAuthors: readonly string[]) {
  const shown = commits.slice(0, mostCommits);
  return [
    `Promoted-From: ${line(plan.from)}@${source}`,
    ...shown.map(({ commit, subject }) => `Original-Commit: ${line(`${commit} ${subject}`)}`),
    ...(more || commits.length > mostCommits ? [`Original-Commits-More: yes`] : []),
    ...unique(commits.map(({ author }) => `Original-Author: ${line(author)}`)),
    ...issues.map((key) => `Issue: ${line(key)}`),
    ...(buildNumber === undefined ? [] : [`Build-Number: ${line(buildNumber)}`]),
    ...unique(coAuthors.map((person) => `Co-authored-by: ${line(person)}`)),
  ];
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function line(text: string): string {
  return plainText(text, 1_000);
}
