import { expect, test } from 'vitest';
import { serverProxy } from '../../../../src/cluster/network/serverLink.ts';

test('the kubeconfig’s proxy goes before all others, even for this computer and against NO_PROXY', () => {
  const env = { HTTPS_PROXY: 'http://env:1', NO_PROXY: '*' };
  const select = (server: string, proxy: string | undefined): string | undefined =>
    serverProxy(new URL(server), proxy, { env, httpProxy: 'http://editor:1' })?.href;
  expect(select('https://api.example.com:6443', 'http://kube:1')).toBe('http://kube:1/');
  expect(select('https://127.0.0.1', 'socks5://kube:1')).toBe('socks5://kube:1');
  expect(select('https://api.example.com:6443', undefined)).toBeUndefined();
});
