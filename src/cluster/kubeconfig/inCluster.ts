import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import * as path from 'node:path';
import { optional } from './kubeconfigFields.ts';
import type { KubeconfigFile } from './kubeconfigTypes.ts';

/** Where the kubelet mounts the service account of a pod. */
export const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The cluster that this process runs in, as a kubeconfig, if it runs in one: the service account's files and
 * KUBERNETES_SERVICE_HOST, as client-go's InClusterConfig reads them.
 */
export async function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  signal: AbortSignal,
): Promise<KubeconfigFile | undefined> {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  if (!host || !port) return undefined;
  const tokenFile = path.join(folder, 'token');
  const caFile = path.join(folder, 'ca.crt');
  if ((await readText(tokenFile, signal)) === undefined) return undefined;
  const hasCa = (await readText(caFile, signal)) !== undefined;
  const namespace = (await readText(path.join(folder, 'namespace'), signal))?.trim();
  const name = 'in-cluster';
  return {
    path: folder,
    clusters: [
      {
        name,
        server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
        insecureSkipTlsVerify: false,
        disableCompression: false,
        ...(hasCa ? { caFile } : {}),
      },
    ],
    users: [{ name, tokenFile }],
    contexts: [{ name, cluster: name, user: name, ...optional('namespace', namespace) }],
    currentContext: name,
  };
}

async function readText(file: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await readFile(file, { encoding: 'utf8', signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
