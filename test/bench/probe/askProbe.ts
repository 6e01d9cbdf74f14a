import { readFile, rm } from 'node:fs/promises';
import { request } from 'undici';
import { sleep } from '../../../src/base/wait.ts';
import type { ProbeAddress, ProbeAnswers, ProbeQuestion } from './protocol.ts';

/** The bench's side of the probe in one VS Code. */
export interface ProbeClient {
  ask<Question extends ProbeQuestion>(question: Question): Promise<ProbeAnswers[Question]>;
  /** Forgets the extension host there is: the next question goes to the one that starts after this. */
  forget(): Promise<void>;
}

const pollMs = 50;

/** Asks the probe that leaves its address in `file`; the first question waits until it does. */
export function probeClient(file: string, signal: AbortSignal): ProbeClient {
  const address = async (): Promise<ProbeAddress> => {
    for (;;) {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text !== undefined) return JSON.parse(text) as ProbeAddress;
      await sleep(pollMs, signal);
    }
  };
  return {
    async ask<Question extends ProbeQuestion>(question: Question) {
      const { port } = await address();
      const { statusCode, body } = await request(`http://127.0.0.1:${port}/${question}`, { signal });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`The probe in VS Code cannot answer "${question}": ${text}`);
      return JSON.parse(text) as ProbeAnswers[Question];
    },
    forget: () => rm(file, { force: true }),
  };
}
