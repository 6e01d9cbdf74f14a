import { expect, it } from 'vitest';
import type { Difference } from '../../../../src/stages/terms/difference.ts';
import { repositoryOf } from './generated.ts';
import { comparedTree, promote, type Choice } from './promotion.ts';

const repositories = 300;
const parts = 10;

const meant: Choice = (difference) => difference.protected === undefined;

/** What is still different, apart from what was refused. */
function left(files: ReadonlyMap<string, string>, refused: ReadonlySet<string | undefined>): readonly Difference[] {
  return comparedTree(files)
    .flatMap(({ differences }) => differences)
    .filter((difference) => difference.protected === undefined && !refused.has(difference.id));
}

it.each(Array.from({ length: parts }, (_, part) => part))(
  'promotes all that differs, once, in generated repositories, part %i',
  { timeout: 180_000 },
  (part) => {
    for (let index = part; index < repositories; index += parts) {
      const files = repositoryOf(index);
      const { plan, after } = promote(files, meant);
      const refused = new Set(plan.refusals.map(({ difference }) => difference));
      const texts = plan.refusals.filter(
        ({ code }) => code === 'unsafe' || code === 'conflict' || code === 'unreadable',
      );
      expect(texts, `repository ${index}`).toEqual([]);
      expect(
        left(after, refused).map(({ id }) => id),
        `repository ${index}`,
      ).toEqual([]);
      expect(promote(after, meant).plan.changes, `repository ${index}`).toEqual([]);
      for (const [path, text] of files) {
        if (!plan.changes.some((change) => change.path === path)) expect(after.get(path), path).toBe(text);
      }
    }
  },
);
