/** Names longer than this are no misspelling of a field. */
const longest = 80;

/**
 * The candidate that a text was probably meant to be: the same but for case, dashes and underscores, or a few slips away
 * (one for a short word, a third of the letters at most). Undefined where none is near.
 */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  if (text.length > longest) return undefined;
  const bare = bareOf(text);
  const allowed = Math.min(3, Math.max(1, Math.floor(text.length / 3)));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    if (candidate.length > longest) continue;
    const distance = bareOf(candidate) === bare ? 0 : slips(text, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === text ? undefined : best;
}

function bareOf(text: string): string {
  return text.replace(/[-_ ]/g, '').toLowerCase();
}

/** The edits between two words, a swap of neighbours counting once (optimal string alignment); `limit` where it is more. */
function slips(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, at(before, j - 2) + 1);
      }
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return at(row, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
