import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type * as http from 'node:http';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../src/base/logger.ts';
import type { KubeconfigCluster, KubeconfigUser } from '../../src/cluster/kubeconfig/kubeconfigTypes.ts';
import { outageCause } from '../../src/network/outageCause.ts';
import { createAuthority, type Authority, type CertificateFiles } from '../cluster/identity/certificates.ts';
import { base64, connect, failureFrom, never } from './connect.ts';
import { statusAnswer } from './faults.ts';
import { startFaultProxy } from './proxyServer.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const host = '127.0.0.2';
let authority: Authority;
let server: CertificateFiles;
let client: CertificateFiles;
let upstream: Upstream;
let folder: string;

beforeAll(async () => {
  authority = await createAuthority('Test CA');
  server = await authority.issueServer('api', [
    { type: 'ip', value: host },
    { type: 'dns', value: 'api.example' },
  ]);
  client = await authority.issueClient('jane', ['devs']);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-tls-'));
  const handler: http.RequestListener = (request, response) =>
    void response.end(JSON.stringify({ authorization: request.headers.authorization ?? null }));
  upstream = await startUpstream(handler, { files: server, ca: authority.certificate }, host);
});
afterEach(async () => {
  await upstream.close();
  await rm(folder, { recursive: true });
});

const withCa = () => ({ caData: base64(authority.certificate) });
const withClient = () => ({ certData: base64(client.certificate), keyData: base64(client.key) });

describe('the server is verified', () => {
  test('with the CA of the kubeconfig, as data or as a file', async () => {
    const caFile = join(folder, 'ca.crt');
    await writeFile(caFile, authority.certificate);
    for (const cluster of [withCa(), { caFile }]) {
      expect(await connect(upstream.url, { cluster }).request({ path: '/' }, never)).toEqual({ authorization: null });
    }
  });

  test('and not talked to when its CA is not trusted, unless told so', async () => {
    const failure = await failureFrom(connect(upstream.url).request({ path: '/' }, never));
    expect(failure.code).toBe('unreachable');
    expect(failure.message).toContain(`the certificate of ${upstream.url.host} is not trusted`);
    const insecure = connect(upstream.url, { cluster: { insecureSkipTlsVerify: true } });
    expect(await insecure.request({ path: '/' }, never)).toEqual({ authorization: null });
  });

  test('under the name of tls-server-name', async () => {
    const named = connect(upstream.url, { cluster: { ...withCa(), tlsServerName: 'api.example' } });
    expect(await named.request({ path: '/' }, never)).toEqual({ authorization: null });
    const wrong = connect(upstream.url, { cluster: { ...withCa(), tlsServerName: 'other.example' } });
    const { message } = await failureFrom(wrong.request({ path: '/' }, never));
    expect(message).toContain('is for another host');
  });

  test('and a server that speaks no TLS is named as such', async () => {
    const plain = await startUpstream((_, response) => void response.end('{}'));
    const url = new URL(plain.url.href.replace('http:', 'https:'));
    const { message } = await failureFrom(connect(url).request({ path: '/' }, never));
    expect(message).toContain('does not speak TLS');
    await plain.close();
  });
});

describe('the cause of a failed handshake is told apart:', () => {
  const causeAt = async (url: URL, cluster: Partial<KubeconfigCluster>, user: Partial<KubeconfigUser> = {}) => {
    const { reason = '' } = await failureFrom(connect(url, { cluster, user }).request({ path: '/' }, never));
    return outageCause(reason);
  };
  const startWith = async (files: CertificateFiles): Promise<URL> => {
    const { url, close } = await startUpstream(
      (_, response) => void response.end('{}'),
      { files, ca: authority.certificate },
      host,
    );
    onTestFinished(close);
    return url;
  };
  const day = 24 * 60 * 60 * 1000;
  const days = (from: number, to: number) => ({
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
  });

  test('an unknown authority', async () => {
    expect(await causeAt(upstream.url, {})).toBe('authority');
  });

  test.each([
    ['expired', days(-2, -1)],
    ['notYetValid', days(1, 2)],
  ] as const)('%s', async (cause, validity) => {
    const files = await authority.issueServer('api', [{ type: 'ip', value: host }], validity);
    expect(await causeAt(await startWith(files), withCa())).toBe(cause);
  });

  test('another name', async () => {
    expect(await causeAt(upstream.url, { ...withCa(), tlsServerName: 'other.example' })).toBe('wrongHost');
  });

  // RFC 8446, section 6.2.
  test.each([
    ['bad_certificate', 42, 'clientCertificate'],
    ['certificate_expired', 45, 'clientCertificate'],
    ['unknown_ca', 48, 'clientCertificate'],
    ['certificate_required', 116, 'clientCertificate'],
    ['handshake_failure', 40, 'handshake'],
    ['protocol_version', 70, 'handshake'],
  ])('the alert %s of the server', async (_, alert, cause) => {
    const port = await startAlerting(alert);
    expect(await causeAt(new URL(`https://127.0.0.1:${port}`), withCa(), withClient())).toBe(cause);
  });
});

/** Starts a server that answers whatever it is sent with a fatal TLS alert; resolves with its port. */
async function startAlerting(alert: number): Promise<number> {
  const alerting = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert])));
  });
  onTestFinished(() => void alerting.close());
  await once(alerting.listen(0, '127.0.0.1'), 'listening');
  return (alerting.address() as AddressInfo).port;
}

describe('a client certificate', () => {
  test('is shown, whatever has been done to Node’s own client', async () => {
    // With http.proxySupport "override" the editor puts its own agent into each request of node:https.
    const own = createRequire(import.meta.url)('node:https') as { request: unknown };
    const { request } = own;
    own.request = () => {
      throw new Error('node:https was used');
    };
    onTestFinished(() => void (own.request = request));
    await connect(upstream.url, { cluster: withCa(), user: withClient() }).request({ path: '/' }, never);
    expect(upstream.clients).toEqual(['jane']);
  });

  test('comes from files, which are read anew at once when it is refused', async () => {
    const [certFile, keyFile] = [join(folder, 'c.crt'), join(folder, 'c.key')];
    await writeFile(certFile, client.certificate);
    await writeFile(keyFile, client.key);
    let refuse = true;
    const picky = await startUpstream(
      (_, response) => {
        response.statusCode = refuse ? 401 : 200;
        refuse = false;
        void authority.issueClient('jill', []).then(async (next) => {
          await writeFile(certFile, next.certificate);
          await writeFile(keyFile, next.key);
          response.end('{}');
        });
      },
      { files: server, ca: authority.certificate },
      host,
    );
    const lines: string[] = [];
    const logger = { ...silentLogger, info: (line: string) => void lines.push(line) };
    const address = picky.url.origin.replace('://', '://someone:s3cret@');
    const transport = connect(picky.url, {
      cluster: { ...withCa(), server: address },
      user: { certFile, keyFile },
      logger,
    });
    await transport.request({ path: '/' }, never);
    expect(picky.clients).toEqual(['jane', 'jill']);
    expect(lines).toEqual([`certificates for https://***@${picky.url.host}/ have changed: connecting anew`]);
    await picky.close();
  });

  test('that cannot be used is a failure of the credentials', async () => {
    const user = { certData: base64(client.certificate), keyData: base64(server.key) };
    const mismatch = connect(upstream.url, { cluster: withCa(), user });
    expect(await failureFrom(mismatch.request({ path: '/' }, never))).toMatchObject({ code: 'credentials' });
    const garbage = connect(upstream.url, { cluster: withCa(), user: { certData: 'AAAA', keyData: 'AAAA' } });
    expect(await failureFrom(garbage.request({ path: '/' }, never))).toMatchObject({ code: 'credentials' });
  });
});

test('a fault proxy stands before a TLS server, with tokens passed on', async () => {
  const proxy = await startFaultProxy({ upstream: upstream.url, upstreamCa: authority.certificate, tls: server, host });
  proxy.add({ match: ({ path }) => path === '/gone', fault: statusAnswer(410, 'Expired', 'too old') });
  const transport = connect(proxy.url, { cluster: withCa(), user: { token: 'abc' } });
  expect(await transport.request({ path: '/' }, never)).toEqual({ authorization: 'Bearer abc' });
  expect(await failureFrom(transport.request({ path: '/gone' }, never))).toMatchObject({ code: 'gone' });
  await proxy.close();
});

describe('credentials that the server refuses', () => {
  const refused = statusAnswer(401, 'Unauthorized', 'Unauthorized');

  test('are read anew once, for all requests under way', async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'old\n');
    const proxy = await startFaultProxy({
      upstream: upstream.url,
      upstreamCa: authority.certificate,
      tls: server,
      host,
    });
    proxy.add({ match: ({ headers }) => headers['authorization'] === 'Bearer old', fault: refused });
    const transport = connect(proxy.url, { cluster: withCa(), user: { tokenFile } });
    await failureFrom(transport.request({ path: '/' }, never));
    await writeFile(tokenFile, 'new\n');
    const answers = await Promise.all(Array.from({ length: 5 }, () => transport.request({ path: '/' }, never)));
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ authorization: 'Bearer new' })));
    await proxy.close();
  });

  test('and cannot change are not sent again', async () => {
    const proxy = await startFaultProxy({
      upstream: upstream.url,
      upstreamCa: authority.certificate,
      tls: server,
      host,
    });
    proxy.add({ fault: refused });
    const transport = connect(proxy.url, { cluster: withCa(), user: { token: 'abc' } });
    expect(await failureFrom(transport.request({ path: '/' }, never))).toMatchObject({ code: 'unauthenticated' });
    expect(proxy.requests).toHaveLength(1);
    await proxy.close();
  });
});

test('credentials are not sent over plain http', async () => {
  const plain = await startUpstream(
    (request, response) => void response.end(JSON.stringify({ authorization: request.headers.authorization ?? null })),
  );
  const transport = connect(plain.url, { user: { token: 'abc' } });
  expect(await transport.request({ path: '/' }, never)).toEqual({ authorization: null });
  await plain.close();
});
