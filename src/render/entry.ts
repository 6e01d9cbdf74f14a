/** What the bundle `render.cjs` gives. */
export { createWorkerRenderer } from './workerRenderer.ts';
