import { spawn } from 'node:child_process';
import { env } from 'node:process';
import { FailureError } from '../base/failure.ts';
import { readingEnvironment } from './environment.ts';
import { failureFrom, startFailure } from './runGit.ts';

/**
 * Reads objects by id with one process, `git cat-file --batch`, and hands over each as it comes, in the order asked for;
 * undefined for one that is not here, as in a partial clone. Holds one object at a time besides those handed over. Throws a
 * FailureError with a GitFailure, or the signal's reason; the process has ended then.
 */
export async function* readBlobs(
  root: string,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array | undefined> {
  signal.throwIfAborted();
  if (ids.length === 0) return;
  const child = spawn('git', ['cat-file', '--batch', '--buffer'], {
    cwd: root,
    env: readingEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    signal,
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed = (printed + text).slice(0, 4000)));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  // Whoever awaits it below may have left before.
  ended.catch(() => undefined);
  // A process that ended does not read: that is told by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(ids.map((id) => `${id}\n`).join(''));
  try {
    let count = 0;
    for await (const blob of blobsIn(child.stdout)) {
      count++;
      yield blob;
    }
    const code = await ended;
    if (code !== 0 || count !== ids.length) throw new FailureError(failureFrom(printed, code));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FailureError) throw error;
    throw new FailureError(startFailure(error), { cause: error });
  } finally {
    child.kill();
  }
}

const newline = 10;

/** Takes apart `<id> <type> <size>\n<content>\n` and `<id> missing\n`. */
async function* blobsIn(stream: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array | undefined> {
  let kept: Buffer[] = [];
  let length = 0;
  /** Bytes of the object that is being read and the newline behind it; undefined while its head is. */
  let wanted: number | undefined;
  for await (const chunk of stream) {
    kept.push(chunk);
    length += chunk.length;
    if (wanted !== undefined ? length < wanted : !chunk.includes(newline)) continue;
    let rest = Buffer.concat(kept, length);
    for (;;) {
      if (wanted === undefined) {
        const end = rest.indexOf(newline);
        if (end < 0) break;
        const head = rest.toString('latin1', 0, end);
        rest = rest.subarray(end + 1);
        const size = /^\S+ \w+ (\d+)$/.exec(head)?.[1];
        if (size === undefined) yield undefined;
        else wanted = Number(size) + 1;
      } else {
        if (rest.length < wanted) break;
        // A copy, so that a small file does not keep all that was read with it.
        yield Uint8Array.from(rest.subarray(0, wanted - 1));
        rest = rest.subarray(wanted);
        wanted = undefined;
      }
    }
    kept = [rest];
    length = rest.length;
  }
}
