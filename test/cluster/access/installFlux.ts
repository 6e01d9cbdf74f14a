import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterAccess, KubernetesResource } from '../cluster.ts';
import { parseObjects, untilEstablished } from './resources.ts';

/** Applies Flux's CRDs, waits until they are served, then applies the namespaces and roles of rbac.yaml. */
export async function installFlux(access: ClusterAccess, crdFolder: string, signal: AbortSignal): Promise<void> {
  const crds = await readObjects(crdFolder);
  await Promise.all(crds.map((crd) => access.apply([crd], { signal })));
  const roles = await readFile(new URL('../identity/rbac.yaml', import.meta.url), 'utf8');
  await access.apply(roles, { signal });
  await untilEstablished(
    crds.map((crd) => crd.metadata.name),
    access.request,
    signal,
  );
}

async function readObjects(folder: string): Promise<KubernetesResource[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => parseObjects(text));
}
