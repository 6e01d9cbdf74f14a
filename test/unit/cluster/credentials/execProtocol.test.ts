import { describe, expect, test } from 'vitest';
import { checkExecConfig, notFoundHint } from '../../../../src/cluster/credentials/execProtocol.ts';
import type { ExecConfig } from '../../../../src/cluster/kubeconfig/kubeconfigTypes.ts';

const exec = (command: string, fields: Partial<ExecConfig> = {}): ExecConfig => ({
  apiVersion: 'client.authentication.k8s.io/v1',
  command,
  args: [],
  env: [],
  provideClusterInfo: false,
  interactiveMode: 'Never',
  ...fields,
});

describe('on Windows', () => {
  test.each(['az.cmd', 'C:\\tools\\az.BAT', 'C:/tools/az.cmd.', 'az.bat '])('%j is refused', (command) => {
    expect(() => checkExecConfig(exec(command), 'win32')).toThrow(
      `the exec plugin ${command} is a batch file, which cannot be run safely: in the kubeconfig, set "command" to`,
    );
  });

  test.each(['az', 'kubelogin.exe', 'C:\\az.cmd\\kubelogin'])('%j is not', (command) => {
    expect(() => checkExecConfig(exec(command), 'win32')).not.toThrow();
  });

  test('what is not found may be a batch file, unless it is a program by its name', () => {
    expect(notFoundHint(exec('C:\\tools\\az'), 'win32')).toContain('set "command" to the .exe that az runs');
    expect(notFoundHint(exec('az', { installHint: 'get it' }), 'win32')).toBe('get it');
    expect(notFoundHint(exec('az.exe'), 'win32')).toBeUndefined();
  });
});

test('elsewhere a name that ends so is a name', () => {
  expect(() => checkExecConfig(exec('az.cmd'), 'linux')).not.toThrow();
  expect(notFoundHint(exec('az'), 'linux')).toBeUndefined();
});
