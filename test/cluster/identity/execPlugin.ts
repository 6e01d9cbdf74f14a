import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecPlugin } from '../cluster.ts';
import type { ExecConfig } from './kubeconfig.ts';

/** The exec section of a kubeconfig whose plugin reads `folder`. It names this very Node, so that no PATH matters. */
export function execConfig(folder: string): ExecConfig {
  return {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('execCredential.ts', import.meta.url)),
      folder,
    ],
    interactiveMode: 'Never',
    provideClusterInfo: true,
  };
}

/** The handle of the plugin that reads `folder`. */
export function execPlugin(folder: string): ExecPlugin {
  return {
    async set(credential) {
      await mkdir(folder, { recursive: true });
      // Renamed into place: a plugin that runs at this moment reads the one or the other.
      const next = join(folder, `credential.${process.hrtime.bigint().toString(36)}`);
      await writeFile(next, JSON.stringify(credential), { mode: 0o600 });
      await rename(next, join(folder, 'credential.json'));
    },
    async calls() {
      const text = await readFile(join(folder, 'calls.jsonl'), 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({ execInfo: undefined, ...(JSON.parse(line) as { execInfo?: string }) }));
    },
  };
}
