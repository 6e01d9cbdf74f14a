import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createAuthority, type Authority } from '../cluster/identity/certificates.ts';
import { base64, collect, connect, failureFrom, never } from './connect.ts';
import { startConnectProxy, startSocksProxy } from './tunnels.ts';
import { startUpstream, type Upstream } from './upstream.ts';

let authority: Authority;
let upstream: Upstream;

beforeAll(async () => {
  authority = await createAuthority('Test CA');
  const files = await authority.issueServer('api', [
    { type: 'ip', value: '127.0.0.1' },
    { type: 'dns', value: 'localhost' },
  ]);
  upstream = await startUpstream((_, response) => void response.end('{"n":1}\n'), { files, ca: authority.certificate });
});
afterAll(() => upstream.close());

const secure = () => ({ caData: base64(authority.certificate) });

test('a CONNECT proxy named by the kubeconfig carries requests and streams, with the client certificate', async () => {
  const proxy = await startConnectProxy();
  onTestFinished(() => proxy.close());
  const client = await authority.issueClient('jane', []);
  const transport = connect(upstream.url, {
    cluster: { ...secure(), proxyUrl: `http://${proxy.address}` },
    user: { certData: base64(client.certificate), keyData: base64(client.key) },
  });
  expect(await transport.request({ path: '/' }, never)).toEqual({ n: 1 });
  expect(await collect(transport.stream({ path: '/' }, never))).toEqual([{ n: 1 }]);
  expect(new Set(proxy.targets)).toEqual(new Set([upstream.url.host]));
  expect(upstream.clients.slice(-2)).toEqual(['jane', 'jane']);
});

test('a CONNECT proxy gets the user name and password of its address', async () => {
  const proxy = await startConnectProxy('ann:s3cret');
  onTestFinished(() => proxy.close());
  const through = (login: string) =>
    connect(upstream.url, { cluster: { ...secure(), proxyUrl: `http://${login}${proxy.address}` } });
  expect(await through('ann:s3cret@').request({ path: '/' }, never)).toEqual({ n: 1 });
  const { code, message } = await failureFrom(through('').request({ path: '/' }, never));
  expect(code).toBe('unreachable');
  expect(message).toContain(`the proxy ${proxy.address}`);
  expect(message).toContain('407');
});

test('a SOCKS5 proxy carries requests, and resolves names itself', async () => {
  const proxy = await startSocksProxy();
  onTestFinished(() => proxy.close());
  const url = new URL(upstream.url.href.replace('127.0.0.1', 'localhost'));
  const transport = connect(url, { cluster: { ...secure(), proxyUrl: `socks5://${proxy.address}` } });
  expect(await transport.request({ path: '/' }, never)).toEqual({ n: 1 });
  expect(proxy.targets).toEqual([`localhost:${upstream.url.port}`]);
});

test('a proxy that is away is named in the failure', async () => {
  const [http, socks] = [await startConnectProxy(), await startSocksProxy()];
  await http.close();
  await socks.close();
  for (const [scheme, { address }] of [
    ['http', http],
    ['socks5', socks],
  ] as const) {
    const transport = connect(upstream.url, { cluster: { ...secure(), proxyUrl: `${scheme}://${address}` } });
    const failure = await failureFrom(transport.request({ path: '/' }, never));
    expect(failure.code).toBe('unreachable');
    expect(failure.message).toContain(`the proxy ${address}`);
  }
});

test('an unusable proxy address is a failure of the first request', async () => {
  const transport = connect(upstream.url, { cluster: { ...secure(), proxyUrl: 'ftp://proxy:21' } });
  expect(await failureFrom(transport.request({ path: '/' }, never))).toMatchObject({
    code: 'unreachable',
    reason: 'PROXY',
  });
});
