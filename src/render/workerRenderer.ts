import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isAbort, messageOf } from '../base/failure.ts';
import { createLimiter } from '../base/limiter.ts';
import type { Logger } from '../base/logger.ts';
import { artifactRequest } from './artifactRequest.ts';
import { engineFiles, loadEngine } from './engine.ts';
import { createKnownSets, type KnownSets } from './knownSets.ts';
import type { ArtifactAnswer, GoAnswer, WorkerAnswer, WorkerRequest, WorkerStart } from './messages.ts';
import { createRenderCache } from './renderCache.ts';
import { goRequest } from './goRequest.ts';
import type { Renderer, RenderRequest, RenderResult } from './renderer.ts';
import { resultOf } from './result.ts';

/** How a renderer is set up; all times in milliseconds. */
export interface RendererOptions {
  /** The folder of the built bundles, which holds the engine. */
  readonly folder: string;
  readonly logger: Logger;
  /** A render that takes longer is ended. */
  readonly timeLimitMs?: number;
  /** After so many renders the worker is replaced. */
  readonly rendersPerWorker?: number;
  /** A worker whose WebAssembly memory is larger after a render, in bytes, is replaced. */
  readonly memoryLimit?: number;
}

interface Running {
  readonly worker: Worker;
  readonly sets: KnownSets;
  renders: number;
}

/** Why a render ended without an answer, as a sentence. */
class RenderEnded extends Error {}

/** Deep YAML needs more stack than a thread usually has. */
const limits = { stackSizeMb: 32 };

/**
 * Makes a renderer with one worker thread, started by the first request and replaced when it has grown, hangs or died.
 * Requests wait for each other; equal ones are answered from what earlier ones came to.
 */
export function createWorkerRenderer(options: RendererOptions): Renderer {
  const { folder, logger, timeLimitMs = 30_000, rendersPerWorker = 500, memoryLimit = 300 * 2 ** 20 } = options;
  const cache = createRenderCache(256);
  const oneAtATime = createLimiter(1);
  const ending = new AbortController();
  let engine: Promise<WorkerStart> | undefined;
  let running: Running | undefined;

  const stop = (): void => {
    const stopped = running;
    running = undefined;
    void stopped?.worker.terminate();
  };

  const start = async (): Promise<Running> => {
    engine ??= loadEngine(folder);
    engine.catch(() => (engine = undefined));
    const workerData = await engine;
    const worker = new Worker(join(folder, engineFiles.worker), { workerData, resourceLimits: limits, stdout: true });
    // An idle worker keeps no program from ending, and one that dies while idle is replaced by the next request.
    worker.unref();
    const started: Running = { worker, sets: createKnownSets(), renders: 0 };
    worker.on('error', (error) => logger.warn(`The rendering worker ended: ${messageOf(error)}`));
    worker.on('exit', () => {
      if (running === started) running = undefined;
    });
    return started;
  };

  const ask = async (message: (current: Running) => WorkerRequest, signal: AbortSignal): Promise<WorkerAnswer> => {
    const current = (running ??= await start());
    signal.throwIfAborted();
    try {
      return await exchange(current.worker, message(current), timeLimitMs, signal);
    } catch (error) {
      stop();
      throw error;
    } finally {
      current.renders += 1;
    }
  };

  const recycle = ({ memory }: WorkerAnswer): void => {
    if ((running?.renders ?? 0) < rendersPerWorker && memory <= memoryLimit) return;
    logger.debug(`The rendering worker is replaced: ${running?.renders ?? 0} renders, ${memory} bytes.`);
    stop();
  };

  const render = async (request: RenderRequest, signal: AbortSignal): Promise<RenderResult> => {
    const known = cache.find(request);
    if (known !== undefined) return known;
    try {
      const reply = await ask((current) => messageTo(current, request), signal);
      const result = { ...resultOf(JSON.parse(reply.answer) as GoAnswer, request), read: reply.read };
      cache.keep(request, result, reply.read);
      recycle(reply);
      return result;
    } catch (error) {
      if (isAbort(error) || signal.aborted) throw error;
      return { outcome: 'unknown', problems: [{ kind: 'unknown', message: reasonOf(error) }] };
    }
  };

  return {
    async render(request, signal) {
      const either = AbortSignal.any([signal, ending.signal]);
      either.throwIfAborted();
      return cache.find(request) ?? (await oneAtATime(() => render(request, either), either));
    },
    async leftOut(files, ignore, signal) {
      const either = AbortSignal.any([signal, ending.signal]);
      const message = { artifact: artifactRequest(files, ignore) };
      try {
        const reply = await oneAtATime(() => ask(() => message, either), either);
        return new Set((JSON.parse(reply.answer) as ArtifactAnswer).hidden);
      } catch (error) {
        if (isAbort(error) || either.aborted) throw error;
        logger.warn(`What an artifact leaves out is not known: ${reasonOf(error)}`);
        return undefined;
      }
    },
    prepare() {
      const work = oneAtATime(async () => {
        running ??= await start();
        if (ending.signal.aborted) stop();
      }, ending.signal);
      // Whoever renders tries again, and hears why not.
      work.catch(() => undefined);
    },
    dispose() {
      ending.abort();
      stop();
    },
  };
}

function messageTo({ sets }: Running, request: RenderRequest): WorkerRequest {
  const { files, worktree } = request;
  return { ...sets.select(files), ...(worktree === undefined ? {} : { worktree }), render: goRequest(request) };
}

/** Sends a request and waits for the answer. Rejects if the worker ends, takes too long or the signal aborts. */
function exchange(
  worker: Worker,
  request: WorkerRequest,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      for (const [event, listener] of listeners) worker.off(event, listener);
      worker.unref();
      action();
    };
    const end = (error: unknown): void =>
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
    const onAbort = (): void => end(signal.reason);
    const listeners = [
      ['message', (answer: WorkerAnswer) => settle(() => resolve(answer))],
      ['error', (error: unknown) => end(new RenderEnded(deathText(error)))],
      ['exit', () => end(new RenderEnded('The rendering engine ended without an answer.'))],
    ] as const;
    const tooLong = `Rendering took longer than ${timeLimitMs / 1000} s and was ended.`;
    const timer = setTimeout(() => end(new RenderEnded(tooLong)), timeLimitMs);
    for (const [event, listener] of listeners) worker.on(event, listener);
    signal.addEventListener('abort', onAbort, { once: true });
    worker.ref();
    worker.postMessage(request);
  });
}

function deathText(error: unknown): string {
  const text = messageOf(error);
  if (/call stack/i.test(text)) return 'Its YAML is nested too deeply to be rendered here.';
  if (/memory/i.test(text)) return 'Rendering it would take more memory than is allowed here.';
  return `The rendering engine ended: ${text}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof RenderEnded) return error.message;
  return `The rendering engine cannot be started: ${messageOf(error)}`;
}
