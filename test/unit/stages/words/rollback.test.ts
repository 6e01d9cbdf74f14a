import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { objectKey } from '../../../../src/flux/object.ts';
import {
  rollbackBody,
  rollbackMessage,
  rollbackTitle,
  type RollbackStory,
} from '../../../../src/stages/words/rollback.ts';

const to = 'a'.repeat(40);
const story: RollbackStory = {
  name: 'web',
  sentence: 'Kustomization/flux-system/web',
  stage: 'production',
  to,
  subject: 'Say one',
  plan: {
    changes: [
      { kind: 'copy', path: 'apps/web.yaml', from: 'apps/web.yaml' },
      { kind: 'delete', path: 'apps/new.yaml' },
    ],
    others: [{ name: 'flux-system/other', declaredIn: 'clusters/other.yaml', paths: ['apps/web.yaml'] }],
    kept: [],
    automations: [{ key: objectKey(kinds.imageUpdateAutomation, 'flux-system', 'bump'), paths: ['apps/web.yaml'] }],
  },
  doubts: [],
  undone: [{ commit: 'b'.repeat(40), author: 'Ann <ann@example.org>', subject: 'Say\ntwo <b>@ann</b> SHOP-7' }],
  more: false,
  issues: ['SHOP-7'],
  buildNumber: '12',
};

test('the commit says what is restored, and what is undone by trailers of one line each', () => {
  expect(rollbackMessage(story, { coAuthors: ['Bob <bob@example.org>'] }))
    .toBe(`Roll back web in production to aaaaaaaaaaaa

Restores what Kustomization/flux-system/web read at aaaaaaaaaaaa:

- apps/web.yaml
- apps/new.yaml (deleted)

Rolled-Back: Kustomization/flux-system/web
Rolled-Back-To: ${to} Say one
Undone-Commit: ${'b'.repeat(40)} Say two <b>@ann</b> SHOP-7
Undone-Author: Ann <ann@example.org>
Issue: SHOP-7
Build-Number: 12
Co-authored-by: Bob <bob@example.org>
`);
  expect(rollbackTitle({ ...story, stage: undefined })).toBe('Roll back web to aaaaaaaaaaaa');
});

test('the pull request names who is rolled back with it, and what would bump again', () => {
  const body = rollbackBody(story, 60_000);
  expect(body).toContain('| `apps/new.yaml` | deleted: it is new since |');
  expect(body).toContain('### Rolled back with it\n\n');
  expect(body).toContain('(`clusters/other.yaml`) reads `apps/web.yaml`');
  expect(body).toContain('again&#44; unless you suspend it');
  expect(body).not.toContain('<b>');
});

test('a body is as short as the forge wants it', () => {
  const changes = Array.from({ length: 500 }, (_, at) => ({ kind: 'delete' as const, path: `apps/file-${at}.yaml` }));
  const body = rollbackBody({ ...story, plan: { ...story.plan, changes } }, 2_000);
  expect(body.length).toBeLessThanOrEqual(2_000);
  expect(body).toContain('490 more');
});
