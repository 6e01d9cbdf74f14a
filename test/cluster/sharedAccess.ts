import { inject } from 'vitest';
import { attachCluster } from './access/attachCluster.ts';
import type { ClusterAccess } from './cluster.ts';
// For the type of what is provided.
import type {} from './sharedCluster.ts';

/**
 * The cluster that all test files of the project share, with the sample fleet. Tests leave the fleet's objects as they
 * found them; a test that breaks the API server or the fleet starts a cluster of its own.
 */
export function sharedAccess(): ClusterAccess {
  return attachCluster(inject('cluster'));
}
