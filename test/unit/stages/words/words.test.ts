import { expect, test } from 'vitest';
import { commitMessage } from '../../../../src/stages/words/commitMessage.ts';
import { fillTemplate } from '../../../../src/stages/words/template.ts';
import { promotionTitle } from '../../../../src/stages/words/title.ts';
import { copyOf, imageMove, planOf, promotionOf } from './promotions.ts';

const settings = { message: undefined, coAuthors: [] };

test.each([
  ['one application with one version', [imageMove('web', '1.3.2', '1.4.0')], 'Promote web 1.4.0 to production'],
  [
    'one application with two versions',
    [imageMove('web', '1.3.2', '1.4.0'), imageMove('web', '2.0.0', '2.1.0')],
    'Promote web to production',
  ],
  ['a digest', [imageMove('web', '1.3.2', `sha256:${'0'.repeat(64)}`)], 'Promote web to production'],
  [
    'several',
    [imageMove('web', '1', '2'), imageMove('cache', '1', '2'), imageMove('api', '1', '2')],
    'Promote web, cache and api to production',
  ],
  [
    'more than a line holds',
    Array.from({ length: 20 }, (_, at) => imageMove(`application-${at}`, '1', '2')),
    'Promote 20 applications to production',
  ],
  [
    'a name of two lines',
    [imageMove('web\nCo-authored-by: eve', '1', '2')],
    'Promote web Co-authored-by: eve 2 to production',
  ],
])('the title of a promotion: %s', (_, moves, title) => {
  expect(promotionTitle(planOf(...moves))).toBe(title);
});

test('a message says what moved and where it came from', () => {
  const promotion = promotionOf(planOf(imageMove('web', '1.3.2', '1.4.0')), {
    commits: [
      { commit: 'b'.repeat(40), author: 'Ann <ann@example.org>', subject: 'SHOP-7: Release 1.4.0' },
      { commit: 'c'.repeat(40), author: 'Ann <ann@example.org>', subject: 'Release 1.3.9' },
    ],
    issues: ['SHOP-7'],
    buildNumber: '42',
  });
  expect(commitMessage(promotion, { message: undefined, coAuthors: ['Bob <bob@example.org>'] })).toBe(
    `Promote web 1.4.0 to production

- web: image shop/web 1.3.2 -> 1.4.0 (apps/web/production/kustomization.yaml)

Promoted-From: staging@${'a'.repeat(40)}
Original-Commit: ${'b'.repeat(40)} SHOP-7: Release 1.4.0
Original-Commit: ${'c'.repeat(40)} Release 1.3.9
Original-Author: Ann <ann@example.org>
Issue: SHOP-7
Build-Number: 42
Co-authored-by: Bob <bob@example.org>
`,
  );
});

test('a copied application is named with its files', () => {
  const plan = { ...planOf(), copies: [copyOf('web', 'a: 1\n')] };
  expect(promotionTitle(plan)).toBe('Promote web to production');
  const message = commitMessage(promotionOf(plan), settings);
  expect(message).toContain('- web: new file apps/web/production/kustomization.yaml\n');
});

test('text from elsewhere makes no trailer', () => {
  const subject = 'Innocent\n\nCo-authored-by: eve <eve@example.org>';
  const commits = [{ commit: 'b'.repeat(40), author: 'Ann\n<ann@example.org>', subject }];
  const message = commitMessage(promotionOf(planOf(imageMove('web', '1', '2\nIssue: X-1')), { commits }), settings);
  expect(message).not.toMatch(/^(Co-authored-by|Issue):/m);
});

test('a template says the message, and the trailers stay', () => {
  const promotion = promotionOf(planOf(imageMove('web', '1', '2')));
  const message = 'chore({{to}}): {{ applications }} from {{ from }} {{ unknown }}\n\n\n';
  expect(commitMessage(promotion, { message, coAuthors: [] })).toBe(
    `chore(production): web from staging {{ unknown }}\n\nPromoted-From: staging@${'a'.repeat(40)}\n`,
  );
});

test('what is filled in is not filled in again', () => {
  expect(fillTemplate('{{ one }}{{ __proto__ }}', { one: '{{ two }}$&', two: 'no' })).toBe(
    '{{ two }}$&{{ __proto__ }}',
  );
});
