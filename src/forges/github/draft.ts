import type { Failure } from '../../base/failure.ts';
import { forgeWords } from '../request/words.ts';
import type { ForgeClient } from '../request/client.ts';
import { at, listAt, textAt } from '../request/json.ts';
import { omitting } from '../request/saved.ts';
import { forgeError } from '../terms/forgeFailure.ts';

const mutations = { draft: 'convertPullRequestToDraft', ready: 'markPullRequestReadyForReview' } as const;

/**
 * Makes a pull request a draft, or none any more: GitHub's REST API cannot, its GraphQL API can. `answer` is the pull
 * request as the REST API tells it.
 */
export function changeDraft(
  graphql: ForgeClient,
  answer: unknown,
  isDraft: boolean,
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const id = textAt(answer, 'node_id');
  if (id === undefined || (at(answer, 'draft') === true) === isDraft) return Promise.resolve([]);
  const mutation = mutations[isDraft ? 'draft' : 'ready'];
  const query = `mutation($id: ID!) { ${mutation}(input: {pullRequestId: $id}) { clientMutationId } }`;
  return omitting(isDraft ? 'It was not made a draft' : 'It remains a draft', async () => {
    const result = await graphql.send({ method: 'POST', path: '/graphql', body: { query, variables: { id } } }, signal);
    // GraphQL answers 200 whatever happened.
    if (listAt(result, 'errors').length === 0) return;
    throw forgeError({ code: 'invalid', message: `${graphql.host} refused this: "${forgeWords(result) ?? ''}".` });
  });
}
