import { expect, test } from 'vitest';
import {
  readRequests,
  requestsInto,
  withoutRequest,
  withRequest,
  type FollowedRequest,
} from '../../../../src/promote/requests/followedRequest.ts';
import { place, request } from './requests.ts';

const numbers = (all: readonly FollowedRequest[]) => all.map(({ number }) => number);

test('one that is opened takes the place of itself and of what it supersedes, in its own repository', () => {
  const elsewhere = request(1, { place: { ...place, project: ['shop', 'other'] } });
  const all = withRequest([request(2), request(1), elsewhere], request(3), [1]);
  expect(numbers(all)).toEqual([3, 2, 1]);
  expect(all[2]).toBe(elsewhere);
  expect(numbers(withRequest(all, request(2, { title: 'Again' })))).toEqual([2, 3, 1]);
  expect(numbers(withoutRequest(all, request(3)))).toEqual([2, 1]);
});

test('no more are remembered than a person follows', () => {
  const all = Array.from({ length: 40 }, (_, at) => at).reduce<readonly FollowedRequest[]>(
    (before, at) => withRequest(before, request(at)),
    [],
  );
  expect(numbers(all).slice(0, 2)).toEqual([39, 38]);
  expect(all).toHaveLength(20);
});

test('what was remembered is read as from a stranger, and forgotten when it is old', () => {
  const day = 24 * 60 * 60 * 1000;
  const kept = JSON.parse(JSON.stringify([request(1, { merged: { commit: 'a' } })])) as unknown;
  expect(readRequests(kept, 2 * day)).toEqual([request(1, { merged: { commit: 'a' } })]);
  expect(readRequests(kept, 60 * day)).toEqual([]);
  const wrong = [null, 7, { number: 1 }, { ...request(1), place: { ...place, web: 'no address' } }];
  expect(readRequests(wrong, 0)).toEqual([]);
  expect(readRequests({ all: [] }, 0)).toEqual([]);
});

test('those into a stage are found, of one application or of all', () => {
  const all = [request(1), request(2, { applications: ['overlay/api'] }), request(3, { stage: 'staging' })];
  expect(numbers(requestsInto(all, { root: '/fleet', stage: 'production' }))).toEqual([1, 2]);
  expect(numbers(requestsInto(all, { root: '/fleet', stage: 'production', application: 'overlay/api' }))).toEqual([2]);
  expect(requestsInto(all, { root: '/other', stage: 'production' })).toEqual([]);
});
