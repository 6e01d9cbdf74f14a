import { afterEach, describe, expect, test } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import { silentLogger } from '../../../../src/base/logger.ts';
import { ciCredentials, ciForge } from '../../../../src/promote/publishing/ci.ts';
import { publishChange, type Destination } from '../../../../src/promote/publishing/publishChange.ts';
import { startUpstream } from '../../../faults/upstream.ts';
import { clonedFleet } from '../../../server/cli/clonedFleet.ts';

const { signal } = new AbortController();
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A forge that answers all with one status; the statuses may be changed between. */
async function forgeThatAnswers(first: number) {
  const now = { status: first };
  const upstream = await startUpstream((_, response) => {
    response.writeHead(now.status, { 'content-type': 'application/json', connection: 'close' });
    response.end(now.status === 200 ? '[]' : '{}');
  });
  closing.push(() => void upstream.close());
  const url = `${upstream.url.origin}/shop/fleet.git`;
  const destination: Destination = {
    remote: { name: 'origin', url },
    branch: 'main',
    way: 'pullRequest',
    config: {
      pullRequest: { title: undefined, body: undefined, draft: false, labels: [], reviewers: [] },
      forges: new Map([['127.0.0.1', 'gitea']]),
    },
  };
  return { now, destination, token: { [`SLUICE_TOKEN_127_0_0_1_${upstream.url.port}`]: 'secret' } };
}

const find = (destination: Destination, root: string, env: Record<string, string>) =>
  ciForge(destination, { root, env, logger: silentLogger }, signal);

describe('the forge is asked before anything is pushed', () => {
  test('without a token, and with one that it refuses', async () => {
    const { root } = await clonedFleet({ a: '1' });
    const open = await forgeThatAnswers(200);
    await expect(find(open.destination, root, {})).rejects.toThrow(/wants a token\. Set .*Nothing was pushed\.$/s);
    const found = await find(open.destination, root, open.token);
    found.dispose();
    const shut = await forgeThatAnswers(401);
    await expect(find(shut.destination, root, shut.token)).rejects.toThrow(/refused the token.* Nothing was pushed\.$/);
  });
});

test('who fails after the push says that the branch is there', async () => {
  const { root, bare, branch, inBare } = await clonedFleet({ a: '1' });
  const { now, destination, token } = await forgeThatAnswers(200);
  const { forge } = await find(destination, root, token);
  closing.push(() => forge?.dispose());
  now.status = 500;
  const change = {
    edit: () => ({ changes: [{ path: 'a', content: Buffer.from('2') }], message: 'Change' }),
    ...{ head: 'sluice/promote/x', title: 'Change', body: () => 'x', family: 'f', key: 'k' },
  };
  const here = { ...destination, branch, remote: { name: 'origin', url: bare } };
  const order = { root, destination: here, credentials: ciCredentials({}), forge };
  const error: unknown = await publishChange(change, order, signal).catch((reason: unknown) => reason);
  expect(failureOf(error)).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('was pushed already (sluice/promote/x of origin)') as string,
  });
  expect(inBare('branch', '--list', 'sluice/promote/x')).not.toBe('');
});
