import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../src/base/failure.ts';
import type { Logger } from '../../src/base/logger.ts';
import { createForge } from '../../src/forges/createForge.ts';
import { findForge, type Found } from '../../src/forges/places/findForge.ts';
import { readAuthorities } from '../../src/forges/request/authorities.ts';
import type { Way } from '../../src/forges/request/exchange.ts';
import type { Forge, ForgeKind } from '../../src/forges/terms/forge.ts';
import type { ForgeFailure } from '../../src/forges/terms/forgeFailure.ts';
import { createAuthority, type Authority, type CertificateFiles } from '../cluster/identity/certificates.ts';
import { startUpstream, type Upstream } from '../faults/upstream.ts';
import { patient, proposal } from './repositories.ts';

const planted = 'planted-glpat-7Zq3';
const base64 = Buffer.from(planted).toString('base64');

let authority: Authority;
let files: CertificateFiles;
const open: { close?: () => Promise<void>; dispose?: () => void }[] = [];
const said: string[] = [];

beforeAll(async () => {
  authority = await createAuthority('Own CA');
  files = await authority.issueServer('forge', [{ type: 'ip', value: '127.0.0.1' }]);
});

afterEach(async () => {
  for (const one of open.splice(0).reverse()) {
    one.dispose?.();
    await one.close?.();
  }
  said.length = 0;
});

const logger: Logger = { debug: hear, info: hear, warn: hear, error: hear };
function hear(message: string): void {
  said.push(message);
}

async function serve(listener: RequestListener, tls?: Parameters<typeof startUpstream>[1]): Promise<Upstream> {
  const upstream = await startUpstream(listener, tls);
  open.push(upstream);
  return upstream;
}

function forge(web: string, kind: ForgeKind = 'gitea', reach: Partial<Way> = {}): Forge {
  const api = { gitea: '/api/v1', gitlab: '/api/v4', github: '/api/v3' }[kind];
  const place = { kind, web, api: `${web}${api}`, project: ['shop', 'fleet'] };
  const tokens = () => Promise.resolve({ value: planted, source: 'TEST_TOKEN' });
  const made = createForge(place, { tokens, way: { proxies: { env: {} }, authorities: [], ...reach }, logger });
  open.push({ dispose: made.dispose });
  return made;
}

async function failureOfList(of: Forge): Promise<ForgeFailure> {
  const error: unknown = await of.openPullRequests({ base: 'main' }, patient).catch((reason: unknown) => reason);
  hear(String(error) + JSON.stringify(error) + (error instanceof Error ? (error.stack ?? '') : ''));
  return failureOf(error) as ForgeFailure;
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): RequestListener {
  return (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

describe('a token', () => {
  test.each<ForgeKind>(['github', 'gitlab', 'gitea'])(
    'does not follow a redirect to another host (%s)',
    async (kind) => {
      const stolen: IncomingMessage[] = [];
      const thief = await serve((request, response) => {
        stolen.push(request);
        response.end('[]');
      });
      for (const status of [301, 302, 307, 308]) {
        const leading = await serve(json(status, {}, { location: `${thief.url.origin}/api` }));
        const failure = await failureOfList(forge(leading.url.origin, kind));
        expect(failure).toMatchObject({ code: 'redirected' });
        expect(failure.message).toContain(`to ${thief.url.origin}, where the token (TEST_TOKEN) must not go`);
      }
      expect(stolen).toEqual([]);
    },
  );

  test('follows one at the same host, for what may be asked twice, and not for ever', async () => {
    const seen: string[] = [];
    const moved = await serve((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      if (request.url?.startsWith('/api/v1/repos/shop/fleet/pulls') === true) {
        response.writeHead(301, { location: '/api/v1/repositories/7/pulls' }).end();
      } else response.writeHead(200).end('[]');
    });
    const there = forge(moved.url.origin);
    expect(await there.openPullRequests({ base: 'main' }, patient)).toEqual([]);
    expect(seen[1]).toBe(`GET /api/v1/repositories/7/pulls token ${planted}`);
    await expect(there.open(proposal('x'), patient)).rejects.toMatchObject({ failure: { code: 'redirected' } });
    const circle = await serve(json(302, {}, { location: '/api/v1/again' }));
    expect(await failureOfList(forge(circle.url.origin))).toMatchObject({ code: 'redirected' });
  });

  test('is in no address, log or error, even where the forge repeats it', async () => {
    const urls: string[] = [];
    const echo = await serve((request, response) => {
      urls.push(request.url ?? '');
      const { authorization } = request.headers;
      json(403, { message: `No: ${authorization ?? ''}` })(request, response);
    });
    for (const kind of ['github', 'gitlab', 'gitea'] as const) {
      const there = forge(echo.url.origin, kind);
      expect((await failureOfList(there)).message).toContain('***');
      const error: unknown = await there.open(proposal('x'), patient).catch((reason: unknown) => reason);
      hear(JSON.stringify(failureOf(error)));
    }
    const cut = await serve((request) => void request.socket.destroy());
    await failureOfList(forge(cut.url.origin));
    expect(urls.length).toBeGreaterThan(3);
    expect(said.length).toBeGreaterThan(6);
    for (const text of [...urls, ...said]) {
      expect(text).not.toContain(planted);
      expect(text).not.toContain(base64);
    }
  });

  test('is asked for by the origin of the forge’s pages, once for each request', async () => {
    const asked: string[] = [];
    const server = await serve(json(200, []));
    const place = {
      kind: 'gitea',
      web: `${server.url.origin}/forge`,
      api: `${server.url.origin}/forge/api/v1`,
      project: ['a', 'b'],
    } as const;
    const tokens = ({ origin }: { origin: string }) => {
      asked.push(origin);
      return Promise.resolve({ advice: 'none' });
    };
    const there = createForge(place, { tokens, way: { proxies: { env: {} }, authorities: [] }, logger });
    open.push({ dispose: there.dispose });
    await there.openPullRequests({ base: 'main' }, patient);
    expect(asked).toEqual([server.url.origin]);
  });
});

describe('what is no answer of a forge', () => {
  test('is a page to sign in', async () => {
    const page = await serve(
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    );
    expect(await failureOfList(forge(page.url.origin))).toMatchObject({
      code: 'notApi',
      message: expect.stringContaining('a page to sign in') as string,
    });
  });

  test('is an object without what its API promises', async () => {
    const odd = await serve(json(200, [{ title: 'x' }]));
    expect(await failureOfList(forge(odd.url.origin))).toMatchObject({
      code: 'notApi',
      message: expect.stringContaining('without a number') as string,
    });
  });

  test('is a server that is not there, or hangs until it is cancelled', async () => {
    const gone = await startUpstream(json(200, []));
    await gone.close();
    expect(await failureOfList(forge(gone.url.origin))).toMatchObject({ code: 'unreachable' });
    const silent = await serve(() => undefined);
    const answer = await failureOfList(forge(silent.url.origin, 'gitea', { patience: 200 }));
    expect(answer.message).toContain(`${silent.url.host} gave no answer in time. Try again`);
    const controller = new AbortController();
    const work = forge(silent.url.origin).openPullRequests({ base: 'main' }, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(work).rejects.toThrow('enough');
  });
});

describe('a certificate', () => {
  test('of an unknown authority is refused with what to do, and one that is named is trusted', async () => {
    const server = await serve(json(200, []), { files, ca: authority.certificate });
    const failure = await failureOfList(forge(server.url.origin));
    expect(failure.code).toBe('untrusted');
    for (const remedy of ['"sluice.forges"', 'http.sslCAInfo', 'NODE_EXTRA_CA_CERTS'])
      expect(failure.message).toContain(remedy);
    const trusting = forge(server.url.origin, 'gitea', { authorities: [authority.certificate] });
    expect(await trusting.openPullRequests({ base: 'main' }, patient)).toEqual([]);
  });

  test('is read from a file, or the file is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-forge-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const file = join(folder, 'ca.pem');
    await writeFile(file, authority.certificate);
    expect(await readAuthorities([file], patient)).toEqual([authority.certificate]);
    await expect(readAuthorities([join(folder, 'none.pem')], patient)).rejects.toThrow('none.pem cannot be read');
  });

  test('that is none is named', () => {
    expect(() =>
      forge('https://127.0.0.1:1', 'gitea', {
        authorities: ['-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n'],
      }),
    ).toThrow('certificates of authorities');
  });
});

describe('which forge it is', () => {
  const find = (address: string): Promise<Found> =>
    findForge(address, { configured: {}, way: { proxies: { env: {} }, authorities: [] } }, patient);

  test.each<[string, Record<string, RequestListener>, object]>([
    ['Gitea', { '/api/v1/version': json(200, { version: '1.26.0' }) }, { kind: 'gitea', project: ['sub', 'fleet'] }],
    [
      'Gitea where signing in is required',
      {
        '/api/v1/version': json(403, {
          message: 'Only signed in user is allowed to call APIs.',
          url: 'https://x/api/swagger',
        }),
      },
      { kind: 'gitea' },
    ],
    ['GitLab', { '/api/v4/metadata': json(401, { message: '401 Unauthorized' }) }, { kind: 'gitlab' }],
    ['GitHub Enterprise', { '/api/v3/meta': json(200, { installed_version: '3.18.0' }) }, { kind: 'github' }],
    [
      'GitHub Enterprise in private mode',
      { '/api/v3/meta': json(401, { message: 'Must authenticate' }, { 'x-github-request-id': 'A:1' }) },
      { kind: 'github' },
    ],
    [
      'Bitbucket',
      { '/rest/api/1.0/application-properties': json(200, { displayName: 'Bitbucket' }) },
      { kind: 'bitbucketServer' },
    ],
  ])('%s says so itself', async (_, answers, expected) => {
    const seen: string[] = [];
    const server = await serve((request, response) => {
      seen.push(JSON.stringify(request.headers));
      const answer = answers[request.url ?? ''] ?? json(404, 'Not found.');
      answer(request, response);
    });
    const path = 'kind' in expected && expected.kind === 'gitlab' ? 'group/sub/fleet' : 'sub/fleet';
    const found = await find(`${server.url.origin}/${path}.git`);
    expect(found).toMatchObject({ place: { web: server.url.origin, ...expected } });
    expect(seen.join()).not.toContain('authorization');
  });

  test('a forge below a folder is found there', async () => {
    const server = await serve((request, response) =>
      (request.url === '/gitlab/api/v4/metadata' ? json(401, { message: '401 Unauthorized' }) : json(404, {}))(
        request,
        response,
      ),
    );
    expect(await find(`${server.url.origin}/gitlab/group/sub/fleet.git`)).toMatchObject({
      state: 'forge',
      place: { web: `${server.url.origin}/gitlab`, project: ['group', 'sub', 'fleet'] },
    });
  });

  test('what answers as none, or not at all, is unknown with the reason', async () => {
    const server = await serve(json(200, { version: 7 }));
    expect(await find(`${server.url.origin}/shop/fleet`)).toMatchObject({
      state: 'unknown',
      message: expect.stringMatching(/nothing there answers as a forge does.*"sluice.forges"/) as string,
    });
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as { port: number };
    await new Promise((resolve) => gone.close(resolve));
    expect(await find(`http://127.0.0.1:${port}/shop/fleet`)).toMatchObject({
      state: 'unknown',
      message: expect.stringContaining('refused the connection') as string,
    });
    expect(await find('/srv/git/fleet.git')).toMatchObject({ state: 'unknown' });
    expect(await find('git@bitbucket.org:shop/fleet.git')).toMatchObject({
      state: 'page',
      place: { kind: 'bitbucketCloud' },
    });
    expect(await find('git@ssh.dev.azure.com:v3/org/team/fleet')).toMatchObject({
      state: 'page',
      place: { kind: 'azureDevOps' },
    });
  });
});
