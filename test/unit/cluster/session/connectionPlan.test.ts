import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadKubeconfig } from '../../../../src/cluster/kubeconfig/kubeconfig.ts';
import { planConnection, type ConnectionPlan } from '../../../../src/cluster/session/connectionPlan.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const never = new AbortController().signal;
const withTokenFile = `
clusters: [{name: c, cluster: {server: 'https://10.0.0.1'}}]
users: [{name: u, user: {tokenFile: /run/token}}]
contexts: [{name: dev, context: {cluster: c, user: u}}]
`;

async function plan(mayUse: (server: string) => boolean): Promise<ConnectionPlan> {
  const file = join(temporaryFolder(), 'config');
  writeFileSync(file, withTokenFile);
  const loaded = await loadKubeconfig([file], never, { env: {} });
  return planConnection(loaded, { context: 'dev', namespaces: [], mayUse: ({ server }) => mayUse(server) });
}

test('a context that may be used is connected to', async () => {
  expect((await plan((server) => server === 'https://10.0.0.1')).type).toBe('connect');
});

test('a context that was not agreed to gets no request, with or without a plugin', async () => {
  expect(await plan(() => false)).toEqual({
    type: 'rest',
    state: { phase: 'dormant', context: 'dev', reason: 'restricted' },
  });
});
