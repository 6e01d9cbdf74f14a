/**
 * The worker thread that renders: the Go program on a disk in memory. A Go program that has ended, by a panic or by a
 * stack that is too deep for JavaScript, cannot be started again; the worker then ends too, and another takes its place.
 */
import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { createFileSets } from './fileSets.ts';
import { createMemoryFs } from './memoryFs.ts';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './messages.ts';
import { runGo } from './goProgram.ts';

const port = parentPort;
const { module, runtime } = workerData as WorkerStart;
const said: string[] = [];
const disk = createMemoryFs((text) => {
  said.push(text);
  if (said.length > 50) said.shift();
});

const go = runGo({ module, disk, run: (text) => void runInThisContext(text), runtime });
const sets = createFileSets((request) => go.call('artifact', request));

go.ended.then(
  () => fail(`the rendering program ended: ${said.join('').slice(0, 2000)}`),
  (error: unknown) => fail(String(error)),
);

function fail(message: string): void {
  // An uncaught error ends the worker, and tells the main thread why.
  setImmediate(() => {
    throw new Error(message);
  });
}

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  if ('artifact' in request) {
    return { answer: await go.call('artifact', request.artifact), read: [], memory: go.memory() };
  }
  sets.forget(request.forget);
  if (request.newSet !== undefined) sets.add(request.newSet);
  const { tree, root } = await sets.tree(request.set, request.worktree);
  disk.mount(tree);
  const text = await go.call('render', { root, ...request.render });
  const read = disk.readPaths().map((path) => path.slice(root.length + 1));
  return { answer: text, read, memory: go.memory() };
}

port?.on('message', (request: WorkerRequest) => {
  answer(request).then(
    (reply) => port.postMessage(reply),
    (error: unknown) => fail(String(error)),
  );
});
