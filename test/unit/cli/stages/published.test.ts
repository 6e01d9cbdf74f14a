import { expect, test } from 'vitest';
import { publishedLines } from '../../../../src/cli/stages/output/published.ts';
import { noRemote } from '../../../../src/promote/reading/remotes.ts';

test('where no forge is known, the pull request is left to the person', () => {
  const published = { outcome: 'created', commit: 'abc', branch: 'sluice/promote/x', title: 'X' } as const;
  expect(publishedLines(published, { remote: 'origin', page: 'https://example.org/new' })[1]).toBe(
    'Open the pull request yourself: https://example.org/new',
  );
  expect(publishedLines(published, { remote: 'origin', page: undefined })[1]).toBe(
    'Open the pull request from sluice/promote/x yourself.',
  );
  expect(publishedLines({ ...published, outcome: 'pushed' }, { remote: 'origin', page: undefined })).toHaveLength(1);
});

test('where there is no remote, the way to one is told', () => {
  expect(noRemote().message).toMatch(/^There is no remote to push to\. Add one: git remote add origin ADDRESS/);
});
