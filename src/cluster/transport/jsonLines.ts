/** A line that is no JSON, or too long to be one. */
export class LineError extends Error {
  override readonly name = 'LineError';
}

/** The last line of a stream broke off. */
export class IncompleteLineError extends Error {
  override readonly name = 'IncompleteLineError';
}

/** Longest line taken: etcd holds objects of at most a few MB; this bounds what a wrong server can make us keep. */
const maxLineBytes = 64 * 1024 * 1024;
const newline = 0x0a;

/**
 * Parses newline-delimited JSON as it comes. Bytes are split before they are decoded, so characters may lie across
 * chunks; a line's chunks are joined once, so long lines cost linear time. A last line without its newline counts
 * if it is complete. Throws LineError and IncompleteLineError, and whatever `chunks` throws.
 */
export async function* parseJsonLines<T>(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<T, void, undefined> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      parts.push(chunk.subarray(from, end));
      from = end + 1;
      const text = decode(parts);
      parts = [];
      size = 0;
      if (text.trim() !== '') yield parseLine(text) as T;
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > maxLineBytes) throw new LineError(`a line is longer than ${maxLineBytes} bytes`);
    }
  }
  const rest = decode(parts);
  if (rest.trim() !== '') yield parseLast(rest) as T;
}

function decode(parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('utf8');
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LineError(`not JSON: ${text.slice(0, 80)}`, { cause });
  }
}

function parseLast(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new IncompleteLineError('the last line broke off', { cause });
  }
}
