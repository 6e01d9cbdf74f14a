import type { Failure } from '../../base/failure.ts';
import type { ForgeClient } from '../request/client.ts';
import { listAt, textsAt } from '../request/json.ts';
import { omitting } from '../request/saved.ts';

/** Where labels go, as paths. */
interface Labelled {
  readonly repository: string;
  readonly issue: string;
  /** Labels that it has. */
  readonly has: readonly string[];
}

/** Grey, as GitHub gives a label that is made by its name alone. */
const color = '#ededed';

/**
 * Labels a pull request. Gitea passes over names that the repository has no label for without a word: those are made
 * first, as GitHub and GitLab do by themselves.
 */
export async function addLabels(
  client: ForgeClient,
  { repository, issue, has }: Labelled,
  labels: readonly string[],
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const wanted = labels.filter((label) => !has.includes(label));
  if (wanted.length === 0) return [];
  const add = async (names: readonly string[]): Promise<readonly string[]> => {
    const answer = await client.send({ method: 'POST', path: `${issue}/labels`, body: { labels: names } }, signal);
    return textsAt(listAt(answer), 'name');
  };
  const make = (name: string): Promise<unknown> =>
    client.send({ method: 'POST', path: `${repository}/labels`, body: { name, color } }, signal);
  return omitting(`The label ${wanted.join(', ')} was not set`, async () => {
    const set = await add(wanted);
    const missing = wanted.filter((label) => !set.includes(label));
    if (missing.length === 0) return;
    for (const label of missing) await make(label);
    await add(missing);
  });
}
