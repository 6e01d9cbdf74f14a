/** What the bundle cluster.cjs offers to the editor; everything else of this room stays inside. */
export { createSession } from './session.ts';
export { reconcileObject } from './reconcile.ts';
