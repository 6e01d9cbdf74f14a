import { expect, test } from 'vitest';
import { redactUrl } from '../../../src/base/redactUrl.ts';

test.each([
  ['https://api.example:6443/k8s', 'https://api.example:6443/k8s'],
  ['https://api.example/@me', 'https://api.example/@me'],
  ['https://jane:s3cret@api.example:6443/k8s', 'https://***@api.example:6443/k8s'],
  ['https://s3cret@api.example', 'https://***@api.example/'],
  ['https://:s3cret@api.example', 'https://***@api.example/'],
  ['socks5://jane:s3cret@proxy:1080', 'socks5://***@proxy:1080'],
  ['jane:s3cret@proxy:3128', '***@proxy:3128'],
  ['https://jane:s3/cret@api.example', 'https://***@api.example'],
  ['https://jane:s3@cret@api example', 'https://***@api example'],
  ['localhost:8080', 'localhost:8080'],
  ['', ''],
])('%s is shown as %s', (address, shown) => {
  expect(redactUrl(address)).toBe(shown);
});
