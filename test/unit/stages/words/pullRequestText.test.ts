import { expect, test } from 'vitest';
import {
  pullRequestBody,
  pullRequestTitle,
  type PullRequestFacts,
} from '../../../../src/stages/words/pullRequestText.ts';
import type { Difference, Side } from '../../../../src/stages/terms/difference.ts';
import { copyOf, imageMove, planOf, promotionOf } from './promotions.ts';

const facts: PullRequestFacts = { evidence: [], mostCharacters: 65_536 };
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
      rendered: {
        summary: '**1 changed**',
        diffs: ['<details>one</details>'],
        also: ['`other`: 1 changed'],
        warnings: [],
      },
    },
  );
  expect(body).toContain('| Application | What | From | To | File |');
  expect(body).toContain('| `1.3.2` | `1.4.0` |');
  expect(body).toContain('[`bbbbbbbbbbbb`](https://git.example.org/c/b) Release (Ann)');
  expect(body).toContain('### Not promoted\n\n- production follows ');
  expect(body).toContain('- ✅ Landed in staging 3 h ago');
  expect(body).toContain('- ❔ Checks could not be read');
  expect(body).toContain('### What Flux would change in production\n\n**1 changed**\n\n<details>one</details>');
  expect(body).toContain('Others that read these files change too:\n\n- `other`: 1 changed');
  expect(body).toContain('- [ ] ');
  expect(body).not.toContain('ann@example.org');
});

test('a body lists the files of copied applications', () => {
  const copied = { ...promotion, plan: { ...planOf(), copies: [copyOf('web', 'a: 1\n')] } };
  const body = pullRequestBody(copied, { body: undefined }, facts);
  expect(body).toContain('| web | new file |  |  | `apps/web/production/kustomization.yaml` |');
});

test('a body that is too long loses diffs first, from the end, and says so', () => {
  const diffs = Array.from({ length: 100 }, (_, at) => `<details>${at}\n${'x'.repeat(1_000)}</details>`);
  const body = pullRequestBody(
    promotion,
    { body: undefined },
    { ...facts, rendered: { summary: 'All', diffs, also: [], warnings: [] }, mostCharacters: 10_000 },
  );
  expect(body.length).toBeLessThanOrEqual(10_000);
  expect(body.length).toBeGreaterThan(8_900);
  expect(body).toContain('<details>0\n');
  expect(body).toMatch(/\d+ more diffs left out/);
  expect(body).toContain('- [ ] ');
});

test('differences that stay are folded, those that are meant first, with the reason', () => {
  const side = (value: string): Side => {
    const place = { path: 'apps/web.yaml', span: { start: 0, end: 1 } };
    return { value, place, path: [], partial: false, traits: [] };
  };
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: undefined };
  const plain: Difference = {
    ...{ id: 'a', class: 'configuration', object, field: ['spec', 'paused'], source: side('1'), target: undefined },
  };
  const replicas: Difference = {
    ...{ ...plain, field: ['spec', 'replicas'], target: side('3') },
    protected: { by: 'replicas', reason: 'Each stage has its own.' },
  };
  const staying = [plain, plain];
  const body = pullRequestBody(promotion, { body: '{{ refused }}' }, { ...facts, staying: [replicas, ...staying] });
  expect(body).toContain('Also different, and left so: 1 on purpose, 2 not chosen</summary>');
  expect(body).toContain('`1` in staging, `3` in production (Each stage has its own)');
  expect(body).toContain('`1` in staging, not in production\n');
});

test('what could not be rendered says why', () => {
  const rendered = { whyNot: 'Not rendered: it took too long.' };
  const body = pullRequestBody(promotion, { body: '{{ diff }}' }, { ...facts, rendered });
  expect(body).toMatch(/^### What Flux would change in production\n\nNot rendered/);
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
