import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startFaultProxy, type FaultProxy } from '../../faults/proxyServer.ts';
import type { ClusterAccess, ExecPlugin, UserName } from '../cluster.ts';
import { execConfig, execPlugin } from '../identity/execPlugin.ts';
import { kubeconfig, type KubeconfigUser } from '../identity/kubeconfig.ts';

/** A fault proxy before the API server, with the server's own certificate. Its owner closes it. */
export async function proxyTo({ server, description, scratch }: ClusterAccess): Promise<FaultProxy> {
  const [upstreamCa, certificate, key] = await Promise.all([
    readFile(description.certificateAuthority, 'utf8'),
    readFile(join(scratch, 'identity', 'server.crt'), 'utf8'),
    readFile(join(scratch, 'identity', 'server.key'), 'utf8'),
  ]);
  return startFaultProxy({ upstream: new URL(server), upstreamCa, tls: { certificate, key } });
}

/** Writes a kubeconfig that goes to `server` as `user`, with the context `demo-test`, and resolves with its path. */
export async function writeKubeconfig(
  { description, scratch }: ClusterAccess,
  options: { readonly server: string; readonly user: KubeconfigUser; readonly namespace?: string },
): Promise<string> {
  const file = join(await mkdtemp(join(scratch, 'session-')), 'config.yaml');
  const certificateAuthority = description.certificateAuthority;
  await writeFile(file, kubeconfig({ ...options, certificateAuthority, name: 'test' }), { mode: 0o600 });
  return file;
}

/** The token by which `user` signs in, from its own kubeconfig. */
export async function tokenOf(access: ClusterAccess, user: UserName | (string & {})): Promise<string> {
  const config = parse(await readFile(access.kubeconfig(user), 'utf8')) as { users: { user: KubeconfigUser }[] };
  const [first] = config.users;
  if (!first || !('token' in first.user)) throw new Error(`${user} has no token`);
  return first.user.token;
}

/** A credential plugin of one's own, whose calls are counted. */
export async function ownPlugin({ scratch }: ClusterAccess): Promise<{ plugin: ExecPlugin; user: KubeconfigUser }> {
  const folder = await mkdtemp(join(scratch, 'plugin-'));
  return { plugin: execPlugin(folder), user: { exec: execConfig(folder) } };
}
