import type { ForgePlace } from '../terms/place.ts';

/** A repository at a host where the page to open a pull request is known, and nothing else. */
export interface PagePlace {
  readonly kind: 'bitbucketCloud' | 'bitbucketServer' | 'azureDevOps';
  readonly web: string;
  readonly project: readonly string[];
}

/** Branches and the title of a pull request that a person is to open. */
export interface Comparison {
  readonly base: string;
  readonly head: string;
  readonly title?: string;
}

/** The page at which a person opens the pull request: what is known of it is filled in where the forge takes it. */
export function comparePage({ kind, web, project }: ForgePlace | PagePlace, comparison: Comparison): string {
  const { base, head, title } = comparison;
  const repository = project.map(encodeURIComponent).join('/');
  const [from, to] = [encodeBranch(head), encodeBranch(base)];
  switch (kind) {
    case 'github':
      return withQuery(`${web}/${repository}/compare/${to}...${from}`, { expand: '1', title });
    case 'gitea':
      return `${web}/${repository}/compare/${to}...${from}`;
    case 'gitlab':
      return withQuery(`${web}/${repository}/-/merge_requests/new`, {
        'merge_request[source_branch]': head,
        'merge_request[target_branch]': base,
        'merge_request[title]': title,
      });
    case 'bitbucketCloud':
      return withQuery(`${web}/${repository}/pull-requests/new`, { source: head, dest: base, title });
    case 'bitbucketServer': {
      const query = { sourceBranch: `refs/heads/${head}`, targetBranch: `refs/heads/${base}`, title };
      return withQuery(`${bitbucketServer(web, project)}/pull-requests?create`, query);
    }
    case 'azureDevOps': {
      const query = { sourceRef: head, targetRef: base };
      return withQuery(`${azureDevOps(web, project)}/pullrequestcreate`, query);
    }
  }
}

/** The page of a commit by its full hash. */
export function commitPage({ kind, web, project }: ForgePlace | PagePlace, commit: string): string {
  const repository = project.map(encodeURIComponent).join('/');
  switch (kind) {
    case 'github':
    case 'gitea':
      return `${web}/${repository}/commit/${commit}`;
    case 'gitlab':
      return `${web}/${repository}/-/commit/${commit}`;
    case 'bitbucketCloud':
      return `${web}/${repository}/commits/${commit}`;
    case 'bitbucketServer':
      return `${bitbucketServer(web, project)}/commits/${commit}`;
    case 'azureDevOps':
      return `${azureDevOps(web, project)}/commit/${commit}`;
  }
}

function bitbucketServer(web: string, project: readonly string[]): string {
  const [owner = '', name = ''] = project.map(encodeURIComponent);
  const place = owner.startsWith('~') ? `users/${owner.slice(1)}` : `projects/${owner}`;
  return `${web}/${place}/repos/${name}`;
}

function azureDevOps(web: string, project: readonly string[]): string {
  const [organisation = '', team = '', name = ''] = project.map(encodeURIComponent);
  return `${web}/${organisation}/${team}/_git/${name}`;
}

/** Slashes stay: forges tell where a branch's name ends by the branches they have. */
function encodeBranch(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/');
}

function withQuery(address: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(pairs).toString()}`;
}
