/** What the bundle `compare.cjs` gives. */
export { createEngine } from './createEngine.ts';
