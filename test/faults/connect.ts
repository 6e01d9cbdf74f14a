import { onTestFinished } from 'vitest';
import { failureOf } from '../../src/base/failure.ts';
import { silentLogger, type Logger } from '../../src/base/logger.ts';
import type { ClusterFailure, Transport } from '../../src/cluster/api/api.ts';
import { createCredentials, type Credentials } from '../../src/cluster/credentials/credentials.ts';
import type { KubeconfigCluster, KubeconfigUser } from '../../src/cluster/kubeconfig/kubeconfigTypes.ts';
import type { ProxySettings } from '../../src/network/proxy.ts';
import { createTransport } from '../../src/cluster/transport/transport.ts';

export interface ConnectOptions extends ProxySettings {
  readonly cluster?: Partial<KubeconfigCluster>;
  readonly user?: Partial<KubeconfigUser>;
  /** Instead of those of `user`. */
  readonly credentials?: Credentials;
  readonly logger?: Logger;
}

/** A transport to `url` that ends with the test. The environment names no proxy unless the test says so. */
export function connect(url: URL, options: ConnectOptions = {}): Transport {
  const { cluster: clusterFields, user: userFields, credentials: given, logger = silentLogger, ...proxy } = options;
  const server = url.href.replace(/\/$/, '');
  const cluster = { name: 'test', server, insecureSkipTlsVerify: false, disableCompression: false, ...clusterFields };
  const credentials = given ?? createCredentials({ cluster, user: { name: 'someone', ...userFields } }, { logger });
  const transport = createTransport({ cluster }, credentials, { logger, env: {}, ...proxy });
  onTestFinished(() => {
    transport.dispose();
    credentials.dispose();
  });
  return transport;
}

/** A signal that nothing aborts. */
export const never = new AbortController().signal;

/** The failure that `work` ends with; throws if it succeeds or fails in another way. */
export async function failureFrom(work: Promise<unknown>): Promise<ClusterFailure> {
  const error = await work.then(
    () => new Error('no failure'),
    (thrown: unknown) => thrown,
  );
  const failure = failureOf(error);
  if (!failure) throw error;
  return failure as ClusterFailure;
}

/** All that a stream yields until it ends. */
export async function collect<T>(stream: AsyncIterable<T>, into: T[] = []): Promise<T[]> {
  for await (const item of stream) into.push(item);
  return into;
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
