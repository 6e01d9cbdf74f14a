import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { sleep } from '../../../src/base/wait.ts';
import { clusterFailure } from '../failures.ts';
import type { Supervision } from './supervision.ts';

const patience = 120_000;
const pause = 40;
const answerLimit = 3000;

/** Only whether it answers is of interest; whoever uses it checks its certificate. */
const unverified = { connect: { rejectUnauthorized: false } };

/** Whether the URL answers 200 now. */
export async function isHealthy(url: string): Promise<boolean> {
  const dispatcher = new Agent(unverified);
  try {
    return await answers(url, dispatcher, AbortSignal.timeout(answerLimit));
  } catch {
    return false;
  } finally {
    await dispatcher.destroy();
  }
}

/**
 * Waits until the process answers its health URL with 200. Throws with the last lines of its log if it ends or does
 * not get ready within two minutes.
 */
export async function untilHealthy(
  supervision: Supervision,
  name: string,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  const dispatcher = new Agent(unverified);
  const deadline = performance.now() + patience;
  try {
    while (!(await answers(url, dispatcher, signal))) {
      const end = supervision.endOf(name);
      if (end !== undefined) throw await notReady(supervision, name, `ended with ${end}`);
      if (performance.now() > deadline) throw await notReady(supervision, name, 'did not get ready within two minutes');
      await sleep(pause, signal);
    }
  } finally {
    await dispatcher.destroy();
  }
}

async function answers(url: string, dispatcher: Agent, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await request(url, { dispatcher, signal, headersTimeout: answerLimit });
    await response.body.dump();
    return response.statusCode === 200;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function notReady(supervision: Supervision, name: string, what: string): Promise<Error> {
  const log = await readFile(join(supervision.scratch, 'log', `${name}.log`), 'utf8').catch(() => '');
  const tail = log.trimEnd().split('\n').slice(-15).join('\n');
  return clusterFailure('notReady', `${name} ${what}. The end of its log:\n${tail}`);
}
