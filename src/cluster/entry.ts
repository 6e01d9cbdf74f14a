/** What the bundle cluster.cjs offers to the editor; everything else of this room stays inside. */
export { createSession } from './session/session.ts';
export { createRemoteClusters } from './session/remoteClusters.ts';
export { reconcileObject } from './session/reconcile.ts';
