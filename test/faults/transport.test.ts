import type * as http from 'node:http';
import { gzipSync } from 'node:zlib';
import { beforeEach, afterEach, describe, expect, test, vi } from 'vitest';
import { isAbort } from '../../src/base/failure.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { collect, connect, failureFrom, never } from './connect.ts';
import { statusAnswer } from './faults.ts';
import { startFaultProxy, type FaultProxy } from './proxyServer.ts';
import { startUpstream, type Upstream } from './upstream.ts';

let handler: http.RequestListener;
let upstream: Upstream;
let proxy: FaultProxy;

beforeEach(async () => {
  handler = (request, response) => void response.end(JSON.stringify({ path: request.url }));
  upstream = await startUpstream((request, response) => handler(request, response));
  proxy = await startFaultProxy({ upstream: upstream.url });
});
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

describe('a request', () => {
  test('carries method, path, query and body, and brings the parsed answer', async () => {
    handler = (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method, url, headers } = request;
        const body = Buffer.concat(parts).toString();
        response.end(JSON.stringify({ method, url, type: headers['content-type'], accept: headers.accept, body }));
      });
    };
    const base = new URL('/k8s/clusters/c-1', upstream.url);
    const request = {
      method: 'PATCH',
      path: '/apis/a/v1/b',
      query: { fieldManager: 'sluice & co' },
      body: { a: 'ü' },
      contentType: 'application/merge-patch+json',
    } as const;
    expect(await connect(base).request(request, never)).toEqual({
      method: 'PATCH',
      url: '/k8s/clusters/c-1/apis/a/v1/b?fieldManager=sluice+%26+co',
      type: 'application/merge-patch+json',
      accept: 'application/json',
      body: '{"a":"ü"}',
    });
  });

  test('unpacks gzip, which it asks for unless the kubeconfig disables it', async () => {
    handler = (request, response) => {
      const text = JSON.stringify({ encoding: request.headers['accept-encoding'] });
      if (request.headers['accept-encoding'] !== 'gzip') return void response.end(text);
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    };
    expect(await connect(upstream.url).request({ path: '/' }, never)).toEqual({ encoding: 'gzip' });
    const plain = connect(upstream.url, { cluster: { disableCompression: true } });
    expect(await plain.request({ path: '/' }, never)).toEqual({ encoding: 'identity' });
  });

  test('uses kept connections', async () => {
    const transport = connect(proxy.url);
    for (let count = 0; count < 20; count += 1) await transport.request({ path: '/' }, never);
    // The pool may open a second one while the first is still marked busy.
    expect(proxy.accepted).toBeLessThanOrEqual(2);
  });

  test.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [409, 'conflict'],
    [410, 'gone'],
    [422, 'invalid'],
    [429, 'tooManyRequests'],
    [500, 'server'],
    [503, 'server'],
  ])('answered with status %i fails as %s, with what the server said', async (status, code) => {
    proxy.add({ fault: statusAnswer(status, 'SomeReason', 'because of this', { 'retry-after': '7' }) });
    expect(await failureFrom(connect(proxy.url).request({ path: '/' }, never))).toEqual({
      code,
      status,
      reason: 'SomeReason',
      message: 'because of this',
      retryAfterMs: 7000,
    });
  });

  test('answered with a web page fails as no Kubernetes API', async () => {
    const page = '<html><head><title>Sign in</title></head></html>';
    const headers = { 'content-type': 'text/html' };
    proxy.add({ fault: { type: 'answer', status: 200, headers, body: page }, times: 1 });
    proxy.add({ fault: { type: 'answer', status: 403, headers, body: page }, times: 1 });
    proxy.add({ fault: { type: 'answer', status: 502, headers, body: page }, times: 1 });
    const transport = connect(proxy.url);
    const fail = () => failureFrom(transport.request({ path: '/' }, never));
    expect(await fail()).toMatchObject({ code: 'protocol', message: expect.stringContaining('not JSON') as string });
    expect(await fail()).toMatchObject({ code: 'protocol', message: expect.stringContaining('"Sign in"') as string });
    expect(await fail()).toMatchObject({ code: 'server', status: 502 });
  });

  test('that is cut fails as unreachable, naming the host', async () => {
    proxy.add({ fault: { type: 'cut', afterBytes: 5 } });
    expect(await failureFrom(connect(proxy.url).request({ path: '/' }, never))).toMatchObject({
      code: 'unreachable',
      message: `the connection to ${proxy.url.host} was cut`,
    });
  });

  test('on a connection that the server closes as it is used again is sent once more, if it only reads', async () => {
    proxy.add({ fault: { type: 'refuse' }, times: 1 });
    expect(await connect(proxy.url).request({ path: '/x' }, never)).toEqual({ path: '/x' });
    proxy.add({ fault: { type: 'refuse' }, times: 1 });
    const write = connect(proxy.url).request({ method: 'POST', path: '/x', body: {} }, never);
    expect(await failureFrom(write)).toMatchObject({ code: 'unreachable' });
    expect(proxy.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  test('to a server that is away says that it refuses connections', async () => {
    await proxy.goAway();
    const transport = connect(proxy.url);
    expect(await failureFrom(transport.request({ path: '/' }, never))).toMatchObject({
      code: 'unreachable',
      reason: 'ECONNREFUSED',
      message: `${proxy.url.host} refused the connection: is the server running?`,
    });
    await proxy.comeBack();
    expect(await transport.request({ path: '/y' }, never)).toEqual({ path: '/y' });
  });

  test('to a name that does not exist says so', async () => {
    const failure = await failureFrom(connect(new URL('http://nowhere.invalid')).request({ path: '/' }, never));
    expect(failure.code).toBe('unreachable');
    expect(failure.message).toContain('the name nowhere.invalid cannot be resolved');
  });

  test('that is cancelled rejects with the reason and frees its connection', async () => {
    proxy.add({ fault: { type: 'silence', afterBytes: 3 } });
    const stop = new AbortController();
    const request = connect(proxy.url).request({ path: '/' }, stop.signal);
    await vi.waitUntil(() => proxy.requests.length === 1);
    stop.abort(new Error('enough'));
    await expect(request).rejects.toThrow('enough');
    await vi.waitUntil(() => proxy.connections === 0);
  });

  test('ends with the transport', async () => {
    proxy.add({ fault: { type: 'silence', afterBytes: 3 } });
    const transport = connect(proxy.url);
    const request = transport.request({ path: '/' }, never);
    await vi.waitUntil(() => proxy.requests.length === 1);
    transport.dispose();
    expect(isAbort(await request.catch((error: unknown) => error))).toBe(true);
    await vi.waitUntil(() => proxy.connections === 0);
    expect(isAbort(await transport.request({ path: '/' }, never).catch((error: unknown) => error))).toBe(true);
  });
});

describe('a stream', () => {
  test('yields each line as it comes', async () => {
    let write: (line: object) => void = () => undefined;
    handler = (_, response) => {
      response.flushHeaders();
      write = (line) => response.write(`${JSON.stringify(line)}\n`);
    };
    const onOpen = vi.fn(() => write({ n: 1 }));
    const seen: number[] = [];
    for await (const { n } of connect(proxy.url).stream<{ n: number }>({ path: '/', onOpen }, never)) {
      seen.push(n);
      if (n === 3) break;
      write({ n: n + 1 });
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(onOpen).toHaveBeenCalledOnce();
    await vi.waitUntil(() => proxy.connections === 0);
  });

  test('asks for unpacked lines, and unpacks them if they come packed all the same', async () => {
    handler = (request, response) => {
      const line = `${JSON.stringify({ encoding: request.headers['accept-encoding'] })}\n`;
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(line));
    };
    expect(await collect(connect(proxy.url).stream({ path: '/' }, never))).toEqual([{ encoding: 'identity' }]);
  });

  test('that breaks within a line yields the lines before and fails as unreachable', async () => {
    handler = (_, response) => void response.end('{"n":1}\n{"n":2}\n');
    for (const type of ['cut', 'truncate'] as const) {
      proxy.add({ fault: { type, afterBytes: 11 }, times: 1 });
      const seen: unknown[] = [];
      const failure = await failureFrom(collect(connect(proxy.url).stream({ path: '/' }, never), seen));
      expect(failure.code).toBe('unreachable');
      expect(seen).toEqual([{ n: 1 }]);
    }
  });

  test('whose peer falls silent fails after the limit that was asked for', async () => {
    handler = (_, response) => void response.write('{"n":1}\n');
    const seen: unknown[] = [];
    const stream = connect(proxy.url).stream({ path: '/', idleTimeoutMs: 200 }, never);
    expect(await failureFrom(collect(stream, seen))).toMatchObject({
      code: 'unreachable',
      reason: 'UND_ERR_BODY_TIMEOUT',
    });
    expect(seen).toEqual([{ n: 1 }]);
  });

  test('refused by the server fails with what it said, before it is open', async () => {
    proxy.add({ fault: statusAnswer(410, 'Expired', 'too old resource version') });
    const onOpen = vi.fn();
    const stream = connect(proxy.url).stream({ path: '/', onOpen }, never);
    expect(await failureFrom(collect(stream))).toMatchObject({ code: 'gone', reason: 'Expired' });
    expect(onOpen).not.toHaveBeenCalled();
  });

  test('of something else than JSON fails as no Kubernetes API', async () => {
    handler = (_, response) => void response.end('<html>\n');
    expect(await failureFrom(collect(connect(proxy.url).stream({ path: '/' }, never)))).toMatchObject({
      code: 'protocol',
    });
  });

  test('cancelled just when its answer begins is never open', async () => {
    handler = (_, response) => void response.write('{"n":1}\n');
    const stop = new AbortController();
    const onOpen = vi.fn();
    // The answer's status is logged before anybody learns of it.
    const logger = { ...silentLogger, debug: () => stop.abort(new Error('enough')) };
    const done = collect(connect(proxy.url, { logger }).stream({ path: '/', onOpen }, stop.signal));
    await expect(done).rejects.toThrow('enough');
    expect(onOpen).not.toHaveBeenCalled();
    await vi.waitUntil(() => proxy.connections === 0);
  });

  test('that is cancelled rejects with the reason and frees its connection', async () => {
    handler = (_, response) => void response.write('{"n":1}\n');
    const stop = new AbortController();
    const seen: unknown[] = [];
    const done = collect(connect(proxy.url).stream({ path: '/' }, stop.signal), seen);
    await vi.waitUntil(() => seen.length === 1);
    stop.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
    await vi.waitUntil(() => proxy.connections === 0);
  });
});
