import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterDescription, ClusterOptions } from '../cluster.ts';
import { auditLogFile, identityFiles, kubeconfigFile, serverUrl, type Site } from '../parts/controlPlane.ts';
import { portOffsets } from '../processes/ports.ts';
import { createAuthority } from './certificates.ts';
import { execConfig, execPlugin } from './execPlugin.ts';
import { kubeconfig, type KubeconfigUser } from './kubeconfig.ts';
import { makeUsers, tokenFile, tokenOf, type TokenUser } from './users.ts';

type Identities = Omit<ClusterDescription, 'binaries' | 'forge'>;

const secret = { mode: 0o600 };

/** Namespaces that a user's context names. */
const contextNamespaces: Readonly<Record<string, string>> = { tenant: 'shop', lead: 'shop' };

/** Makes keys, certificates, users and their kubeconfigs, and the audit policy, in the scratch folder. */
export async function prepareIdentities(site: Site, more: NonNullable<ClusterOptions['users']>): Promise<Identities> {
  const { scratch } = site;
  await mkdir(join(scratch, 'identity'));
  await mkdir(join(scratch, 'kubeconfig'));
  const files = identityFiles(scratch);
  await writeCertificates(site);
  await writeFile(files.serviceAccountKey, signingKey(), secret);
  await copyFile(new URL('../parts/auditPolicy.yaml', import.meta.url), files.auditPolicy);
  const users = makeUsers(more);
  await writeFile(files.tokens, tokenFile(users.values()), secret);
  const execFolder = join(scratch, 'exec');
  await execPlugin(execFolder).set({ token: tokenOf(users, 'exec') });
  return {
    scratch,
    server: serverUrl(site, '127.0.0.1'),
    secondServer: serverUrl(site, '127.0.0.2'),
    kubeconfigs: await writeKubeconfigs(site, users, execFolder),
    certificateAuthority: files.certificateAuthority,
    serviceAccountKey: files.serviceAccountKey,
    harnessToken: tokenOf(users, 'harness'),
    auditLog: auditLogFile(scratch),
    execFolder,
    closedPort: site.firstPort + portOffsets.closed,
  };
}

/** Two authorities, one for the API server and one for its clients, as in most clusters. */
async function writeCertificates({ scratch }: Site): Promise<void> {
  const files = identityFiles(scratch);
  const authority = await createAuthority('demo-ca');
  const names = ['127.0.0.1', '127.0.0.2'].map((value) => ({ type: 'ip', value }) as const);
  const server = await authority.issueServer('kube-apiserver', [{ type: 'dns', value: 'localhost' }, ...names]);
  const clientAuthority = await createAuthority('demo-client-ca');
  const client = await clientAuthority.issueClient('certificate', ['system:masters']);
  const clientFiles = files.client('certificate');
  await writeFile(files.certificateAuthority, authority.certificate);
  await writeFile(files.clientAuthority, clientAuthority.certificate);
  await writeFile(files.serverCertificate, server.certificate);
  await writeFile(files.serverKey, server.key, secret);
  await writeFile(clientFiles.certificate, client.certificate);
  await writeFile(clientFiles.key, client.key, secret);
}

async function writeKubeconfigs(
  site: Site,
  users: ReadonlyMap<string, TokenUser>,
  execFolder: string,
): Promise<Record<string, string>> {
  const files = identityFiles(site.scratch);
  const { certificate, key } = files.client('certificate');
  const credentials: [string, KubeconfigUser][] = [
    ...[...users.values()].map(({ name, token }): [string, KubeconfigUser] => [name, { token }]),
    ['certificate', { 'client-certificate': certificate, 'client-key': key }],
    ['exec', { exec: execConfig(execFolder) }],
  ];
  const paths: Record<string, string> = {};
  for (const [name, user] of credentials) {
    const server = serverUrl(site, name === 'certificate' ? '127.0.0.2' : '127.0.0.1');
    const namespace = contextNamespaces[name];
    const common = { server, certificateAuthority: files.certificateAuthority, name, user };
    const path = kubeconfigFile(site.scratch, name);
    await writeFile(path, kubeconfig(namespace === undefined ? common : { ...common, namespace }), secret);
    paths[name] = path;
  }
  return paths;
}

function signingKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}
