import type { Failure } from '../../base/failure.ts';
import type { ForgeClient } from '../request/client.ts';
import { listAt, numberAt } from '../request/json.ts';
import { omitting } from '../request/saved.ts';
import { forgeError } from '../terms/forgeFailure.ts';

/**
 * Asks for reviews besides those that are asked for already, which GitLab's API wants told again. `answer` is the merge
 * request as the API tells it.
 */
export async function addReviewers(
  client: ForgeClient,
  { request, answer }: { readonly request: string; readonly answer: unknown },
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const asked = idsOf(listAt(answer, 'reviewers'));
  const found: number[] = [];
  const failures: Failure[] = [];
  const find = async (name: string): Promise<void> => {
    const [id] = idsOf(listAt(await client.send({ path: '/users', query: { username: name } }, signal)));
    if (id === undefined) {
      throw forgeError({ code: 'notFound', message: `${client.host} knows no user "${name}" (groups cannot review).` });
    }
    found.push(id);
  };
  for (const name of names) failures.push(...(await omitting(`The reviewer ${name} was not asked`, () => find(name))));
  const wanted = [...new Set([...asked, ...found])];
  if (wanted.length === asked.length) return failures;
  const body = { reviewer_ids: wanted };
  const refused = await omitting('Reviewers were not asked', () =>
    client.send({ method: 'PUT', path: request, body }, signal),
  );
  return [...failures, ...refused];
}

function idsOf(users: readonly unknown[]): readonly number[] {
  return users.map((user) => numberAt(user, 'id')).filter((id) => id !== undefined);
}
