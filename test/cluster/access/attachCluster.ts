import { readFile } from 'node:fs/promises';
import type { ClusterAccess, ClusterDescription, Requester } from '../cluster.ts';
import { clusterFailure } from '../failures.ts';
import { openForge } from '../forge/openForge.ts';
import { execPlugin } from '../identity/execPlugin.ts';
import { signServiceAccountToken } from '../identity/serviceAccountToken.ts';
import { openAudit } from './audit.ts';
import { applyObjects, createPathFinder, parseObjects } from './resources.ts';
import { createRequester } from './rest.ts';

/** Access to a cluster that runs already, in this process or another. Nothing has to be closed. */
export function attachCluster(description: ClusterDescription): ClusterAccess {
  const request = createRequester(description);
  const pathOf = createPathFinder(request);
  return {
    description,
    scratch: description.scratch,
    server: description.server,
    closedPort: description.closedPort,
    kubeconfig(user) {
      const file = description.kubeconfigs[user];
      if (file !== undefined) return file;
      const known = Object.keys(description.kubeconfigs).join(', ');
      throw clusterFailure('unknownUser', `The cluster has no user ${user}; it has ${known}.`);
    },
    request,
    pathOf,
    apply(what, options) {
      const objects = typeof what === 'string' ? parseObjects(what, options?.variables) : what;
      return applyObjects(objects, request, pathOf, options);
    },
    serviceAccountToken: (account) => issueToken(description, request, account),
    audit: openAudit(description.auditLog),
    exec: execPlugin(description.execFolder),
    forge: description.forge === undefined ? undefined : openForge(description.forge),
  };
}

/** Seconds for which the API server takes a token that has expired, in case clocks differ. */
const clockLeeway = 60;

async function issueToken(
  { serviceAccountKey }: ClusterDescription,
  request: Requester,
  { namespace, name, seconds }: { namespace: string; name: string; seconds: number },
): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
  const { metadata } = await request<{ metadata: { uid: string } }>('GET', path);
  const now = Math.floor(Date.now() / 1000);
  const expiresAt = now + seconds - clockLeeway;
  const claims = { namespace, name, uid: metadata.uid, issuedAt: expiresAt - clockLeeway, expiresAt };
  return signServiceAccountToken(claims, await readFile(serviceAccountKey, 'utf8'));
}
