import type { ForgeDescription } from '../cluster.ts';
import { ForgeError, type ForgeRequester } from './api.ts';

export interface Commit {
  readonly owner: string;
  readonly repository: string;
  /** Path -> content; null deletes. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly message: string;
}

/** Who and when a commit is from: fixed, so that the same content has the same hash in every run. */
const author = { name: 'Shop Team', email: 'shop@example.test' };
const dates = { author: '2026-01-05T09:00:00Z', committer: '2026-01-05T09:00:00Z' };

/** Makes the private repository of the forge's user unless it is there; its clone URL. */
export async function ensureRepository(
  { url, user }: ForgeDescription,
  api: ForgeRequester,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  try {
    await api('POST', '/user/repos', { name, private: true, auto_init: false, default_branch: 'main' }, signal);
  } catch (error) {
    // Conflict: it is there.
    if (!(error instanceof ForgeError && error.status === 409)) throw error;
  }
  return `${url}/${user}/${name}.git`;
}

/** Commits all files at once to the branch main, which the first commit makes; the commit's hash. */
export async function commitFiles(api: ForgeRequester, commit: Commit, signal?: AbortSignal): Promise<string> {
  const repository = `/repos/${commit.owner}/${commit.repository}`;
  const present = await blobs(api, repository, signal);
  const files = Object.entries(commit.files).map(([path, content]) => operation(path, content, present.get(path)));
  const body = { branch: 'main', message: commit.message, author, committer: author, dates, files };
  const answer = await api<{ commit: { sha: string } }>('POST', `${repository}/contents`, body, signal);
  return answer.commit.sha;
}

function operation(path: string, content: string | null, sha: string | undefined): object {
  if (content === null) return { operation: 'delete', path, sha };
  const base64 = Buffer.from(content).toString('base64');
  return sha === undefined
    ? { operation: 'create', path, content: base64 }
    : { operation: 'update', path, content: base64, sha };
}

/** Blob hashes by path; none in a repository without a commit. */
async function blobs(api: ForgeRequester, repository: string, signal?: AbortSignal): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const { empty } = await api<{ empty: boolean }>('GET', repository, undefined, signal);
  for (let page = 1, more = !empty; more; page += 1) {
    const path = `${repository}/git/trees/main?recursive=true&per_page=1000&page=${page}`;
    const tree = await api<Tree>('GET', path, undefined, signal);
    for (const entry of tree.tree) if (entry.type === 'blob') found.set(entry.path, entry.sha);
    more = tree.truncated;
  }
  return found;
}

interface Tree {
  readonly tree: readonly { readonly path: string; readonly type: string; readonly sha: string }[];
  readonly truncated: boolean;
}
