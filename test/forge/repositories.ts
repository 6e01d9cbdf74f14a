import type { Forge as Gitea } from '../cluster/cluster.ts';
import { createForge } from '../../src/forges/createForge.ts';
import type { Forge, Proposal } from '../../src/forges/terms/forge.ts';
import type { ForgePlace } from '../../src/forges/terms/place.ts';
import type { TokenSource } from '../../src/forges/terms/token.ts';
import { silentLogger, type Logger } from '../../src/base/logger.ts';

/** A repository of a test, with a branch `main` that has one commit. */
export interface TestRepository {
  readonly name: string;
  /** Commits to a branch that is made of main, if need be; its hash. */
  branch(name: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** Below the repository's own path of the API, as the forge's owner. */
  api<T = unknown>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

/** Makes a repository of the forge's user. */
export async function makeRepository(gitea: Gitea, name: string): Promise<TestRepository> {
  await gitea.createRepository(name);
  await gitea.push(name, { 'apps/production/web.yaml': 'image: web:1.0.0\n' }, 'Begin');
  const root = `/repos/${gitea.user}/${name}`;
  const api: TestRepository['api'] = (method, path, body) => gitea.request(method, `${root}${path}`, body);
  return {
    name,
    api,
    async branch(branch, files) {
      const operations = Object.entries(files).map(([path, content]) => ({
        operation: 'create',
        path,
        content: Buffer.from(content).toString('base64'),
      }));
      const body = { branch: 'main', new_branch: branch, message: `Change ${branch}`, files: operations };
      return (await api<{ commit: { sha: string } }>('POST', '/contents', body)).commit.sha;
    },
  };
}

/** A user with a password, by which tokens are made. */
export interface TestUser {
  readonly login: string;
  /** Makes a token with these scopes. */
  token(scopes: readonly string[]): Promise<string>;
  /** Makes all tokens worthless. */
  revoke(): Promise<void>;
}

/** Makes a user that may write to a repository. */
export async function makeUser(gitea: Gitea, login: string, repository: TestRepository): Promise<TestUser> {
  const password = 'correct-Horse-7';
  const email = `${login}@example.test`;
  await gitea.request('POST', '/admin/users', { username: login, email, password, must_change_password: false });
  await repository.api('PUT', `/collaborators/${login}`, { permission: 'write' });
  const names: string[] = [];
  const tokens = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${gitea.url}/api/v1/users/${login}/tokens${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} tokens of ${login}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    login,
    async token(scopes) {
      const name = `token-${names.push(login)}`;
      return ((await tokens('POST', '', { name, scopes })) as { sha1: string }).sha1;
    },
    async revoke() {
      for (const [index] of names.entries()) await tokens('DELETE', `/token-${index + 1}`);
      names.length = 0;
    },
  };
}

/** Where a repository is, at Gitea itself or at a proxy before it. */
export function placeOf(web: string, owner: string, name: string): ForgePlace {
  return { kind: 'gitea', web, api: `${web}/api/v1`, project: [owner, name] };
}

/** A forge as a test uses it. */
export function forgeAt(place: ForgePlace, token: string | undefined, logger: Logger = silentLogger): Forge {
  return createForge(place, { tokens: always(token), way: { proxies: { env: {} }, authorities: [] }, logger });
}

function always(value: string | undefined): TokenSource {
  return () => Promise.resolve(value === undefined ? { advice: 'Sign in first.' } : { value, source: 'TEST_TOKEN' });
}

/** A proposal to main. */
export function proposal(head: string, more: Partial<Proposal> = {}): Proposal {
  return {
    base: 'main',
    head,
    title: `Promote ${head}`,
    body: 'Moves web to 1.1.0.',
    isDraft: false,
    labels: [],
    reviewers: [],
    ...more,
  };
}

/** Ends by itself only when the test does. */
export const patient = new AbortController().signal;
