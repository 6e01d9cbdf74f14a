/** Starts a small cluster, says what it is made of, and waits to be killed; for lifetime.test.ts. */
import { startCluster } from './startCluster.ts';

const cluster = await startCluster({ forge: false, controllers: 'none' });
console.log(JSON.stringify({ scratch: cluster.scratch, processes: cluster.processes() }));
