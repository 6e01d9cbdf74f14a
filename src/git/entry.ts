/** What the bundle git.cjs offers to the editor: repositories, and what of the cluster is in them. */
export { placeKustomization, placeKustomizations, readersOf } from '../origin/appliers.ts';
export { makerOf } from '../origin/makers.ts';
export { sourceAddress } from '../origin/sourceFolder.ts';
export { openRepository } from './repository.ts';
