import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Said, Share } from './worker.ts';

/**
 * Mutated manifests through the language server's features: `npm run fuzz -- [COUNT] [--from INDEX] [--workers N]`. No
 * input may crash, take more than a second of the processor, or leave or take more memory than the limits below. Ends with
 * 1 where one does. An input is found again by its index.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: '0' }, workers: { type: 'string' } },
});
const total = Number(positionals[0] ?? 1_000_000);
const first = Number(values.from);
const workers = Number(values.workers ?? availableParallelism());
const sizes = { usual: 20_000, rare: 10_000, largest: 20_000_000 };

const limits = {
  /** Milliseconds of the processor that an input may take. */
  ms: 1_000,
  /** Milliseconds of the clock after which an input counts as hanging. */
  hang: 60_000,
  /** Bytes by which the heap in use may grow in a worker, from its first 2,000 inputs to its last. */
  grown: 20e6,
  /** Bytes of the process at any time: for itself, and for each worker. */
  peak: 500e6 + 1_000e6 * workers,
};
/** The heap at which a worker ends, in MB. */
const mostMemory = 2_000;

let failures = 0;
let slowest: { readonly index: number; readonly ms: number; readonly length: number } | undefined;
let over100 = 0;
let done = 0;
let findings = 0;
let peak = 0;
let mostGrown = 0;
const started = performance.now();

function fail(what: string): void {
  failures++;
  console.log(what);
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function hear(said: Said): void {
  if (said.is === 'crash') fail(`crash at ${said.index}: ${said.error}`);
  else if (said.is === 'memory') {
    mostGrown = Math.max(mostGrown, said.grown);
    if (said.grown > limits.grown) fail(`${inMegabytes(said.grown)} more are kept at ${said.index}`);
  } else if (said.is === 'slow') {
    over100++;
    if (said.ms > (slowest?.ms ?? 0)) slowest = said;
    if (said.ms > limits.ms) fail(`${said.ms.toFixed(0)} ms at ${said.index} (${said.length} characters)`);
  } else {
    done += said.count;
    findings += said.findings;
  }
}

/** Lets a worker do its share; where it hangs or runs out of memory another one goes on behind the input. */
async function share(worker: number, from = first + worker): Promise<void> {
  const at = new SharedArrayBuffer(4);
  const index = new Int32Array(at);
  Atomics.store(index, 0, from);
  const workerData: Share = { from, to: first + total, step: workers, sizes, at };
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  thread.on('message', hear);
  const trouble = await new Promise<string | undefined>((resolve) => {
    const watch = watching(index, resolve);
    thread.on('error', (error) => resolve(error.message));
    thread.on('exit', () => resolve(undefined));
    void thread.once('exit', () => clearInterval(watch));
  });
  if (trouble === undefined) return;
  const stuck = Atomics.load(index, 0);
  fail(`${trouble} at ${stuck}`);
  await thread.terminate();
  if (stuck + workers < first + total) await share(worker, stuck + workers);
}

function watching(index: Int32Array, say: (trouble: string) => void): NodeJS.Timeout {
  let last = -1;
  let since = performance.now();
  return setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
    const now = Atomics.load(index, 0);
    if (now !== last) since = performance.now();
    last = now;
    if (performance.now() - since > limits.hang) say('hangs');
  }, 250);
}

const progress = setInterval(() => console.log(`${done} inputs, ${failures} failures`), 60_000);
await Promise.all(Array.from({ length: workers }, (_, worker) => share(worker)));
clearInterval(progress);

const minutes = (performance.now() - started) / 60_000;
console.log(`${done} inputs in ${minutes.toFixed(1)} minutes, ${findings} findings, ${over100} took more than 100 ms.`);
if (slowest !== undefined)
  console.log(`Slowest: ${slowest.ms.toFixed(0)} ms at ${slowest.index} (${slowest.length} characters).`);
console.log(
  `Peak memory: ${inMegabytes(peak)} with ${workers} workers; their heaps grew by ${inMegabytes(mostGrown)}.`,
);
if (peak > limits.peak) fail(`That is more than ${inMegabytes(limits.peak)}.`);
console.log(`${failures} failures.`);
process.exitCode = failures === 0 ? 0 : 1;
