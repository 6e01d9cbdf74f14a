import { plainText } from '../../base/plainText.ts';
import type { PullRequestSettings } from '../terms/config.ts';
import type { Difference } from '../terms/difference.ts';
import { commitValues } from './commitMessage.ts';
import type { Promotion } from './promotion.ts';
import {
  commitList,
  evidenceList,
  moveTable,
  refusalList,
  renderedPart,
  stayingList,
  type Evidence,
  type RenderedFacts,
} from './pullRequestParts.ts';
import { fillTemplate } from './template.ts';
import { promotionTitle } from './title.ts';

/** What a pull request says besides what moves. */
export interface PullRequestFacts {
  readonly evidence: readonly Evidence[];
  /** Absent where nobody asked. */
  readonly rendered?: RenderedFacts;
  /** Differences of the promoted applications that stay as they are. */
  readonly staying?: readonly Difference[];
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
 * are left out from the end and counted, and then rows of commits and moves; a template that is too long by itself stays
 * so. Text from elsewhere makes no link, mention or HTML.
 */
export function pullRequestBody(
  promotion: Promotion,
  { body = usualBody }: Pick<PullRequestSettings, 'body'>,
  { evidence, rendered, staying = [], mostCharacters }: PullRequestFacts,
): string {
  const { plan } = promotion;
  const values = (rows: number, diffs: number) => ({
    ...commitValues(promotion),
    changes: moveTable(plan, rows),
    commits: commitList(promotion, rows),
    refused: `${refusalList(plan.refusals, rows)}\n\n${stayingList(staying, plan, rows)}`.trim(),
    gates: evidenceList(evidence),
    diff: renderedPart(rendered, plan.to, { rows, diffs }),
    checklist,
  });
  const filled = (rows: number, diffs: number): string => tidy(fillTemplate(body, values(rows, diffs)));
  const fits = (text: string): boolean => text.length <= mostCharacters;
  const all = rendered !== undefined && 'diffs' in rendered ? rendered.diffs.length : 0;
  for (const rows of [200, 50, 10, 1]) {
    const whole = filled(rows, all);
    if (fits(whole)) return whole;
    if (!fits(filled(rows, 0))) continue;
    return filled(
      rows,
      mostThat((count) => fits(filled(rows, count)), all),
    );
  }
  return filled(1, 0);
}

const usualBody = `{{ changes }}

{{ refused }}

{{ gates }}

{{ diff }}

{{ commits }}

{{ checklist }}`;

const checklist = `### Before merging

- [ ] What moves is what was meant to move
- [ ] Nothing that this stage needs besides is missing (configuration, secrets, migrations)
- [ ] Somebody watches the stage when it lands`;

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

/** Code blocks hold no empty lines of their own that would go: a diff's lines have a sign. */
function tidy(text: string): string {
  return `${text.replaceAll(/\n{3,}/g, '\n\n').trim()}\n`;
}
