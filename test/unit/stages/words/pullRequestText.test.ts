import { expect, test } from 'vitest';
import {
  pullRequestBody,
  pullRequestTitle,
  type PullRequestFacts,
} from '../../../../src/stages/words/pullRequestText.ts';
import { imageMove, planOf, promotionOf } from './promotions.ts';

const facts: PullRequestFacts = { evidence: [], diffs: [], mostCharacters: 65_536 };
const promotion = promotionOf(
  {
    ...planOf(imageMove('web', '1.3.2', '1.4.0')),
    refusals: [{ code: 'range', sentence: 'production follows ">=1.0.0".' }],
  },
  {
    commits: [
      {
        commit: 'b'.repeat(40),
        author: 'Ann <ann@example.org>',
        subject: 'Release',
        url: 'https://git.example.org/c/b',
      },
    ],
  },
);

test('a body holds what moves, why, and what was checked', () => {
  const body = pullRequestBody(
    promotion,
    { body: undefined },
    {
      ...facts,
      evidence: [
        { isMet: true, sentence: 'Landed in staging 3 h ago.' },
        { isMet: undefined, sentence: 'Checks could not be read.' },
      ],
      diffs: ['<details>one</details>'],
    },
  );
  expect(body).toContain('| Application | What | From | To | File |');
  expect(body).toContain('| `1.3.2` | `1.4.0` |');
  expect(body).toContain('[`bbbbbbbb`](https://git.example.org/c/b) Release (Ann)');
  expect(body).toContain('### Not promoted\n\n- production follows ');
  expect(body).toContain('- ✅ Landed in staging 3 h ago');
  expect(body).toContain('- ❔ Checks could not be read');
  expect(body).toContain('### What Flux would change\n\n<details>one</details>');
  expect(body).toContain('- [ ] ');
  expect(body).not.toContain('ann@example.org');
});

test('a body that is too long loses diffs first, from the end, and says so', () => {
  const diffs = Array.from({ length: 100 }, (_, at) => `<details>${at}\n${'x'.repeat(1_000)}</details>`);
  const body = pullRequestBody(promotion, { body: undefined }, { ...facts, diffs, mostCharacters: 10_000 });
  expect(body.length).toBeLessThanOrEqual(10_000);
  expect(body.length).toBeGreaterThan(8_900);
  expect(body).toContain('<details>0\n');
  expect(body).toMatch(/\d+ more diffs are left out here/);
  expect(body).toContain('- [ ] ');
});

test('a body of very many moves still fits', () => {
  const moves = Array.from({ length: 3_000 }, (_, at) => imageMove(`application-${at}`, '1', '2'));
  const body = pullRequestBody(promotionOf(planOf(...moves)), { body: undefined }, { ...facts, mostCharacters: 4_000 });
  expect(body.length).toBeLessThanOrEqual(4_000);
  expect(body).toMatch(/29\d0 more moves/);
});

test('text from elsewhere makes no mention, link, cell or HTML', () => {
  const commits = [
    { commit: 'b'.repeat(40), author: '@ann <a@b.c>', subject: 'See #12 | @bob <img src=x> [a](http://b)' },
  ];
  const body = pullRequestBody(
    promotionOf(planOf(imageMove('a|b`c', '@x', 'y|z')), { commits }),
    { body: '{{ changes }}{{ commits }}' },
    facts,
  );
  expect(body.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/@|#\d+(?!\d*;)|<img|\]\(|http:/);
  expect(
    body
      .split('\n')
      .find((line) => line.includes('image'))
      ?.split('|'),
  ).toHaveLength(7);
});

test('titles come from the template, on one line', () => {
  expect(pullRequestTitle(promotion, { title: '[{{ to }}] {{ applications }}\n!' })).toBe('[production] web !');
  expect(pullRequestTitle(promotion, { title: ' ' })).toBe('Promote web 1.4.0 to production');
});
