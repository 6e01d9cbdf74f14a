import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { inputOf, type Sizes } from './input.ts';
import { run } from './subject.ts';

/** What a worker is given: every `step`-th index from `from` on, below `to`. */
export interface Share {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly sizes: Sizes;
  /** The index that it is at, for one who watches. */
  readonly at: SharedArrayBuffer;
}

/**
 * What a worker says: an input that took long or failed, that so many were done, or by how many bytes the heap
 * grew since it was first told.
 */
export type Said =
  | { readonly is: 'slow'; readonly index: number; readonly ms: number; readonly length: number }
  | { readonly is: 'crash'; readonly index: number; readonly error: string }
  | { readonly is: 'memory'; readonly index: number; readonly grown: number }
  | { readonly is: 'done'; readonly count: number; readonly findings: number };

/** Inputs that take more of the processor than this are told: milliseconds. */
const slow = 100;
const often = 500;
/** After so many inputs the garbage is collected and what is left is told. */
const rarely = 2_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The bytes of the heap that are in use. */
function usedBytes(): number {
  collectGarbage();
  return getHeapStatistics().used_heap_size;
}

/**
 * Does one input, and gives the findings. A function of its own: while a loop that was not optimised goes on, V8 keeps what
 * its variables last held, and with it a text of 20 MB, which would count as grown.
 */
function one(index: number, sizes: Sizes, say: (said: Said) => void): number {
  const input = inputOf(index, sizes);
  const before = process.threadCpuUsage();
  let findings = 0;
  try {
    findings = run(input).findings;
  } catch (error) {
    say({ is: 'crash', index, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  const { user, system } = process.threadCpuUsage(before);
  const ms = (user + system) / 1_000;
  if (ms > slow) say({ is: 'slow', index, ms, length: input.text.length });
  return findings;
}

function work({ from, to, step, sizes, at }: Share, say: (said: Said) => void): void {
  const index = new Int32Array(at);
  let total = 0;
  // By then each seed and each feature has filled what is kept on purpose, such as schemas.
  let firstUsed: number | undefined;
  let count = 0;
  let findings = 0;
  for (let next = from; next < to; next += step) {
    Atomics.store(index, 0, next);
    findings += one(next, sizes, say);
    // One input after the large ones, which V8 may hold on to until the next.
    if (++total > rarely && total % rarely === 1) {
      const used = usedBytes();
      firstUsed ??= used;
      say({ is: 'memory', index: next, grown: used - firstUsed });
    }
    if (++count < often) continue;
    say({ is: 'done', count, findings });
    count = 0;
    findings = 0;
  }
  say({ is: 'done', count, findings });
}

work(workerData as Share, (said) => parentPort?.postMessage(said));
