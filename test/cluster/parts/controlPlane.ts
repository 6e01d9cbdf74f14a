import { join } from 'node:path';
import { serviceAccountIssuer } from '../identity/serviceAccountToken.ts';
import { portOffsets } from '../processes/ports.ts';
import type { ProcessSpec } from '../processes/protocol.ts';

/** Where things of this run are. */
export interface Site {
  readonly scratch: string;
  readonly firstPort: number;
}

/** Files that the API server and the controller manager share, all in the folder `identity` of the scratch folder. */
export function identityFiles(scratch: string) {
  const file = (name: string): string => join(scratch, 'identity', name);
  return {
    certificateAuthority: file('ca.crt'),
    clientAuthority: file('clientCa.crt'),
    serverCertificate: file('server.crt'),
    serverKey: file('server.key'),
    serviceAccountKey: file('serviceAccount.key'),
    tokens: file('tokens.csv'),
    auditPolicy: file('auditPolicy.yaml'),
    client: (user: string) => ({ certificate: file(`${user}.crt`), key: file(`${user}.key`) }),
  };
}

export function auditLogFile(scratch: string): string {
  return join(scratch, 'log', 'audit.jsonl');
}

export function kubeconfigFile(scratch: string, user: string): string {
  return join(scratch, 'kubeconfig', `${user.replaceAll(':', '-')}.yaml`);
}

export function serverUrl({ firstPort }: Site, host: '127.0.0.1' | '127.0.0.2'): string {
  return `https://${host}:${firstPort + portOffsets.api}`;
}

export function etcdUrl({ firstPort }: Site): string {
  return `http://127.0.0.1:${firstPort + portOffsets.etcd}`;
}

export function etcdFolder({ scratch }: Site): string {
  return join(scratch, 'etcd');
}

export function etcd(command: string, site: Site): ProcessSpec {
  const client = etcdUrl(site);
  const peer = `http://127.0.0.1:${site.firstPort + portOffsets.etcdPeer}`;
  return {
    name: 'etcd',
    command,
    args: [
      `--data-dir=${etcdFolder(site)}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ],
    health: `${client}/health`,
  };
}

export function apiServer(command: string, site: Site): ProcessSpec {
  const files = identityFiles(site.scratch);
  return {
    name: 'kube-apiserver',
    command,
    args: [
      `--etcd-servers=${etcdUrl(site)}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${site.firstPort + portOffsets.api}`,
      `--tls-cert-file=${files.serverCertificate}`,
      `--tls-private-key-file=${files.serverKey}`,
      `--client-ca-file=${files.clientAuthority}`,
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=RBAC',
      `--service-account-issuer=${serviceAccountIssuer}`,
      `--service-account-key-file=${files.serviceAccountKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      '--endpoint-reconciler-type=none',
      '--enable-priority-and-fairness=false',
      '--profiling=false',
      `--audit-policy-file=${files.auditPolicy}`,
      `--audit-log-path=${auditLogFile(site.scratch)}`,
      '--v=1',
    ],
    health: `${serverUrl(site, '127.0.0.1')}/readyz`,
  };
}

/**
 * Only what Flux objects and namespaces need. There is no kubelet, so nothing makes Pods of Deployments; without these
 * four, namespaces never finish terminating, owned objects stay, and the roles view, edit and admin are empty.
 */
export function controllerManager(command: string, site: Site): ProcessSpec {
  const port = site.firstPort + portOffsets.controllerManager;
  return {
    name: 'kube-controller-manager',
    command,
    args: [
      `--kubeconfig=${kubeconfigFile(site.scratch, 'system:kube-controller-manager')}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${join(site.scratch, 'identity')}`,
      '--leader-elect=false',
      `--service-account-private-key-file=${identityFiles(site.scratch).serviceAccountKey}`,
      '--profiling=false',
      '--v=1',
      '--controllers=namespace-controller,garbage-collector-controller,clusterrole-aggregation-controller,serviceaccount-controller',
    ],
    health: `https://127.0.0.1:${port}/healthz`,
  };
}
