import { createLimiter } from '../../base/limiter.ts';
import type { DiffCluster } from '../terms/ports.ts';

/** The same cluster, asked at most `limit` things at the same time. */
export function limitedCluster(cluster: DiffCluster, limit: number): DiffCluster {
  const limited = createLimiter(limit);
  return {
    read: (object, identity, signal) => limited(() => cluster.read(object, identity, signal), signal),
    list: (of, identity, signal) => limited(() => cluster.list(of, identity, signal), signal),
    dryRunApply: (object, identity, signal) => limited(() => cluster.dryRunApply(object, identity, signal), signal),
    dryRunCreate: (object, identity, signal) => limited(() => cluster.dryRunCreate(object, identity, signal), signal),
    mayImpersonate: (user, signal) => limited(() => cluster.mayImpersonate(user, signal), signal),
    scopeOf: (apiVersion, kind, signal) => limited(() => cluster.scopeOf(apiVersion, kind, signal), signal),
    controller: (signal) => limited(() => cluster.controller(signal), signal),
  };
}
