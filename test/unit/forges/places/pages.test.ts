import { expect, test } from 'vitest';
import { comparePage, type PagePlace } from '../../../../src/forges/places/pages.ts';
import type { ForgePlace } from '../../../../src/forges/terms/place.ts';

const comparison = { base: 'main', head: 'promote/web#1', title: 'Web & more' };

test.each<[ForgePlace['kind'] | PagePlace['kind'], readonly string[], string]>([
  ['github', ['shop', 'fleet'], '/shop/fleet/compare/main...promote/web%231?expand=1&title=Web+%26+more'],
  ['gitea', ['shop', 'fleet'], '/shop/fleet/compare/main...promote/web%231'],
  [
    'gitlab',
    ['group', 'sub', 'fleet'],
    '/group/sub/fleet/-/merge_requests/new?merge_request%5Bsource_branch%5D=promote%2Fweb%231' +
      '&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=Web+%26+more',
  ],
  [
    'bitbucketCloud',
    ['shop', 'fleet'],
    '/shop/fleet/pull-requests/new?source=promote%2Fweb%231&dest=main&title=Web+%26+more',
  ],
  [
    'bitbucketServer',
    ['~ann', 'fleet'],
    '/users/ann/repos/fleet/pull-requests?create&sourceBranch=refs%2Fheads%2Fpromote%2Fweb%231' +
      '&targetBranch=refs%2Fheads%2Fmain&title=Web+%26+more',
  ],
  [
    'azureDevOps',
    ['org', 'My Project', 'fleet'],
    '/org/My%20Project/_git/fleet/pullrequestcreate?sourceRef=promote%2Fweb%231&targetRef=main',
  ],
])('%s', (kind, project, expected) => {
  const web = 'https://git.example.org';
  const page = comparePage({ kind, web, api: '', project }, comparison);
  expect(page).toBe(`${web}${expected}`);
});
