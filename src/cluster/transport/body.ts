import { createGunzip, gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Dispatcher } from 'undici';

type Response = Pick<Dispatcher.ResponseData, 'headers' | 'body'>;

const inflate = promisify(gunzip);
/** Longest answer taken, in bytes, unpacked: what fits a JavaScript string. */
const maxBytes = 512 * 1024 * 1024;
/** An error's text is worth no more. */
const maxErrorBytes = 64 * 1024;

/** Reads a whole answer as text. Unpacking runs on Node's thread pool. */
export async function readText({ headers, body }: Response): Promise<string> {
  const { buffer, byteOffset, byteLength } = await body.bytes();
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return (isGzip(headers) ? await inflate(bytes, { maxOutputLength: maxBytes }) : bytes).toString('utf8');
}

/** Reads what explains an error answer; the rest of a long one is dropped, and its connection with it. */
export async function readErrorText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readChunks(response)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > maxErrorBytes) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The answer's bytes as they come, unpacked. */
export async function* readChunks({ headers, body }: Response): AsyncGenerator<Uint8Array, void, undefined> {
  if (!isGzip(headers)) {
    yield* body as AsyncIterable<Uint8Array>;
    return;
  }
  const unpacked = createGunzip();
  body.on('error', (error) => unpacked.destroy(error));
  try {
    yield* body.pipe(unpacked) as AsyncIterable<Uint8Array>;
  } finally {
    body.destroy();
  }
}

function isGzip(headers: Response['headers']): boolean {
  return headers['content-encoding'] === 'gzip';
}
