import type { Bench } from '../bench.ts';
import type { Rig } from '../rig/rig.ts';
import type { Row } from '../rows.ts';
import { openProbed } from '../rig/openProbed.ts';
import { changeRows } from './change.ts';
import { connectRows, runHeadless } from './connect.ts';
import { showTree } from './paint.ts';
import { restRows } from './rest.ts';

/** The tree of a large cluster: how soon it is there, how soon it follows, what it costs. */
export const tree: Bench = {
  about: 'the tree of 10,000 Flux objects beside flux and kubectl: painting, following changes, memory, idling',
  run: async (rig) => [...(await connectRows(rig)), ...(await restRows(rig)), ...(await followRows(rig))],
};

/** Last, because it changes the cluster's objects. */
async function followRows(rig: Rig): Promise<Row[]> {
  const cluster = await rig.cluster();
  const expected = await runHeadless(rig);
  const vsCode = await openProbed(rig, { kubeconfig: cluster.kubeconfig('admin') });
  try {
    await showTree(vsCode, expected);
    return await changeRows(rig, cluster, vsCode);
  } finally {
    await vsCode.close();
  }
}
