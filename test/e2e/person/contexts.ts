import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import type { ClusterAccess } from '../../cluster/cluster.ts';
import type { VsCode } from '../harness/openVsCode.ts';
import { ask, until } from './ask.ts';

interface Named {
  readonly name: string;
}

/** What the parts of a kubeconfig are called in the file. */
export interface KubeconfigFile {
  readonly clusters: readonly (Named & { readonly cluster: Readonly<Record<string, unknown>> })[];
  readonly users: readonly (Named & { readonly user: Readonly<Record<string, unknown>> })[];
  readonly contexts: readonly (Named & { readonly context: Readonly<Record<string, unknown>> })[];
  readonly 'current-context'?: string;
}

/** Contexts of the shared cluster, by what a test wants of them. */
export const contexts = {
  admin: 'demo-admin',
  viewer: 'demo-viewer',
  nobody: 'demo-nobody',
  tenant: 'demo-tenant',
  /** A client certificate, at 127.0.0.2. */
  certificate: 'demo-certificate',
  /** A credential plugin. */
  exec: 'demo-exec',
  /** The admin's rights under a name that is protected by default. */
  production: 'shop-production',
  /** Nothing listens there. */
  away: 'away',
} as const;

/** A kubeconfig with all of {@link contexts}; its current context is the admin's. */
export async function allContexts(access: ClusterAccess): Promise<string> {
  const users = ['admin', 'viewer', 'nobody', 'tenant', 'certificate', 'exec'];
  const files = await Promise.all(users.map((user) => readKubeconfig(access.kubeconfig(user))));
  const away = { server: `https://127.0.0.1:${access.closedPort}`, 'insecure-skip-tls-verify': true };
  const file: KubeconfigFile & { apiVersion: string; kind: string } = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      ...files.flatMap(({ clusters }, index) =>
        clusters.map(({ cluster }) => ({ name: `demo-${users[index] ?? ''}`, cluster })),
      ),
      { name: contexts.away, cluster: away },
    ],
    users: files.flatMap((one) => one.users),
    contexts: [
      ...files.flatMap((one) =>
        one.contexts.map(({ name, context }) => ({ name, context: { ...context, cluster: name } })),
      ),
      { name: contexts.production, context: { cluster: contexts.admin, user: 'admin' } },
      { name: contexts.away, context: { cluster: contexts.away, user: 'admin' } },
    ],
    'current-context': contexts.admin,
  };
  return stringify(file);
}

/** Reads a kubeconfig file. */
export async function readKubeconfig(path: string): Promise<KubeconfigFile> {
  return parse(await readFile(path, 'utf8')) as KubeconfigFile;
}

/** Chooses the context of the workspace and waits until it is known whether it can be used. */
export async function selectContext(code: VsCode, name: string): Promise<void> {
  await ask(code, 'Flux: Select Context...', 'Which cluster do you work with in this workspace?');
  await code.quick.type(name);
  await code.quick.pick(name);
  const settled = new RegExp(`^Flux, ${name}: (?!connecting)`);
  await until(async () => settled.test((await code.messages.statusBar())?.label ?? ''));
}
