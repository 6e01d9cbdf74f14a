import type { FollowedRequest } from '../../../../src/promote/requests/followedRequest.ts';

export const place = {
  kind: 'gitea',
  web: 'https://git.example.org',
  api: 'https://git.example.org/api/v1',
  project: ['shop', 'fleet'],
} as const;
/** A pull request of web into production. */
export const request = (number: number, more: Partial<FollowedRequest> = {}): FollowedRequest => ({
  ...{ root: '/fleet', remote: 'origin', place, number, url: `https://git.example.org/${number}`, title: 'Promote' },
  ...{ base: 'main', stage: 'production', applications: ['overlay/web'], since: 1_000 },
  ...more,
});
