import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { isExcluded, targetOf } from '../../../src/network/noProxy.ts';
import { selectProxy, type ProxySettings } from '../../../src/network/proxy.ts';

const select = (server: string, settings: ProxySettings): string | undefined =>
  selectProxy(new URL(server), { env: {}, ...settings })?.href;

const api = 'https://api.example.com:6443';

describe('selectProxy', () => {
  test('prefers the environment’s, by the server’s scheme, in either case', () => {
    expect(select(api, { env: { HTTPS_PROXY: 'http://env:1' }, httpProxy: 'http://editor:1' })).toBe('http://env:1/');
    expect(select(api, { env: { https_proxy: 'env:3128' } })).toBe('http://env:3128/');
    expect(select(api, { env: { HTTP_PROXY: 'http://env:1' } })).toBeUndefined();
    expect(select('http://api.example.com', { env: { http_proxy: 'http://env:1' } })).toBe('http://env:1/');
  });

  test('then the editor’s', () => {
    expect(select(api, { httpProxy: 'https://editor:1' })).toBe('https://editor:1/');
    expect(select(api, { httpProxy: '' })).toBeUndefined();
    expect(select(api, { httpProxy: 'http://editor:1', noProxy: ['example.com'] })).toBeUndefined();
    expect(select(api, { env: { no_proxy: '.com' }, httpProxy: 'http://editor:1' })).toBeUndefined();
  });

  test.each(['https://localhost:6443', 'https://127.0.0.5', 'https://[::1]:1'])('goes to %s directly', (server) => {
    expect(select(server, { env: { HTTPS_PROXY: 'http://env:1' }, httpProxy: 'http://editor:1' })).toBeUndefined();
  });

  test.each(['ftp://p:1', 'http://', 'http://a b'])('fails for %s', (proxy) => {
    const attempt = (): unknown => select(api, { env: { HTTPS_PROXY: proxy } });
    let failure;
    try {
      attempt();
    } catch (error) {
      failure = failureOf(error);
    }
    expect(failure).toMatchObject({ code: 'unreachable', reason: 'PROXY' });
    expect(failure?.message).toContain('HTTPS_PROXY');
    expect(failure?.message).not.toContain('a b');
  });
});

describe('NO_PROXY as golang.org/x/net/http/httpproxy reads it', () => {
  test.each<[entry: string, server: string, excluded: boolean]>([
    ['*', 'https://anything', true],
    ['example.com', 'https://example.com', true],
    ['example.com', 'https://a.b.EXAMPLE.com', true],
    ['example.com', 'https://notexample.com', false],
    ['.example.com', 'https://example.com', false],
    ['.example.com', 'https://a.example.com', true],
    ['*.example.com', 'https://a.example.com', true],
    ['*.example.com', 'https://example.com', false],
    ['example.com:443', 'https://example.com', true],
    ['example.com:6443', 'https://example.com', false],
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['10.0.0.1', 'https://10.0.0.11', false],
    ['10.0.0.1:6443', 'https://10.0.0.1:6443', true],
    ['10.0.0.1:6443', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://10.255.1.2', true],
    ['10.0.0.0/8', 'https://11.0.0.1', false],
    ['10.0.0.0/33', 'https://10.0.0.1', false],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['fd00::1', 'https://[fd00:0::1]', true],
    ['[fd00::1]:6443', 'https://[fd00::1]:6443', true],
    ['[fd00::1]:6443', 'https://[fd00::1]', false],
    ['0.0.0.1', 'https://10.0.0.1', false],
    ['bücher.example', 'https://www.bücher.example', true],
    ['', 'https://example.com', false],
    ['.', 'https://example.com', false],
  ])('%s excludes %s: %s', (entry, server, excluded) => {
    expect(isExcluded(targetOf(new URL(server)), ['other', ` ${entry} `])).toBe(excluded);
  });
});
