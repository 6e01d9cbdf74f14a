import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger as logger } from '../../../../src/base/logger.ts';
import type { ExecOptions } from '../../../../src/cluster/credentials/execCredentials.ts';
import type { ExecConfig, KubeconfigCluster } from '../../../../src/cluster/kubeconfig/kubeconfigTypes.ts';

const v1 = 'client.authentication.k8s.io/v1';

/** A real exec plugin: a Node script of `body`, in which `print(status)` answers and `note` is a file to write to. */
export function plugin(folder: string, body: string, fields: Partial<ExecConfig> = {}): ExecConfig {
  const script = join(folder, 'plugin.cjs');
  const apiVersion = fields.apiVersion ?? v1;
  writeFileSync(
    script,
    `const fs = require('node:fs');
     const note = ${JSON.stringify(join(folder, 'note'))};
     fs.appendFileSync(note, 'run\\n');
     const print = (status) => console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: ${JSON.stringify(apiVersion)}, status }));
     ${body}`,
  );
  return {
    apiVersion,
    command: process.execPath,
    args: [script],
    env: [],
    provideClusterInfo: false,
    interactiveMode: 'IfAvailable',
    ...fields,
  };
}

/** What plugins of `folder` have noted, line by line: one `run` for each run. */
export function notes(folder: string): string[] {
  const file = join(folder, 'note');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

export const cluster: KubeconfigCluster = {
  name: 'c',
  server: 'https://api:6443',
  insecureSkipTlsVerify: false,
  disableCompression: false,
};

export function execOptions(exec: ExecConfig): ExecOptions {
  return { exec, cluster, ca: () => Promise.resolve(undefined), logger };
}
