import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kubeconfigPaths } from '../../../../src/cluster/kubeconfig/kubeconfigPaths.ts';

const home = '/home/jane';
const fromEnv = (value: string) => kubeconfigPaths({ env: { KUBECONFIG: value }, home });

describe('kubeconfigPaths', () => {
  test('looks at the default when nothing is told', () => {
    expect(kubeconfigPaths({ env: {}, home })).toEqual(['/home/jane/.kube/config']);
    expect(fromEnv('')).toEqual(['/home/jane/.kube/config']);
    expect(fromEnv('::;')).toEqual(['/home/jane/.kube/config']);
  });

  test('prefers the setting, with ~ for the home folder', () => {
    const env = { KUBECONFIG: '/a' };
    expect(kubeconfigPaths({ setting: '~/x/config', env, home })).toEqual(['/home/jane/x/config']);
    expect(kubeconfigPaths({ setting: 'x/config:/b', env, home })).toEqual(['/home/jane/x/config', '/b']);
    expect(kubeconfigPaths({ setting: '', env, home })).toEqual(['/a']);
  });

  test.each([
    ['/a:/b', ['/a', '/b']],
    ['/a;/b', ['/a', '/b']],
    [':/a::/b;', ['/a', '/b']],
    ['/a:/b:/a', ['/a', '/b']],
    ['"/a b":/c', ['/a b', '/c']],
  ])('splits KUBECONFIG %s', (value, paths) => {
    expect(fromEnv(value)).toEqual(paths);
  });

  test('takes relative paths from the working folder, as kubectl does', () => {
    expect(fromEnv('conf')).toEqual([resolve('conf')]);
  });

  test.each([
    ['C:\\a\\config;D:\\b', ['C:\\a\\config', 'D:\\b']],
    ['C:\\a:D:/b', ['C:\\a', 'D:/b']],
    ['/mnt/x:C:\\a', ['/mnt/x', 'C:\\a']],
  ])('keeps the drive letters of %s', (value, paths) => {
    expect(fromEnv(value).map((path) => path.replace(`${process.cwd()}/`, ''))).toEqual(paths);
  });
});
