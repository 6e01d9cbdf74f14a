import { describe, expect, test } from 'vitest';
import { IncompleteLineError, LineError, parseJsonLines } from '../../../../src/cluster/transport/jsonLines.ts';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function parse(text: string, size = 1 << 16): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const value of parseJsonLines(chunksOf(Buffer.from(text), size))) found.push(value);
  return found;
}

describe('parseJsonLines', () => {
  const values = [{ a: 'ünïcödé 🚢 \n' }, { b: [1, 2] }, { c: '漢字' }];
  const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');

  test.each([1, 2, 3, 7, 1000])('reads lines and characters that lie across chunks of %i bytes', async (size) => {
    expect(await parse(text, size)).toEqual(values);
  });

  test('takes empty lines, carriage returns and a missing last newline', async () => {
    expect(await parse('\n{"a":1}\r\n\n{"b":2}')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(await parse('')).toEqual([]);
  });

  test('reads a line of many megabytes that comes in small pieces', async () => {
    const long = 'x'.repeat(8 << 20);
    expect(await parse(`${JSON.stringify(long)}\n1\n`, 1 << 10)).toEqual([long, 1]);
  });

  test('tells a line that broke off from one that is no JSON', async () => {
    await expect(parse('{"a":1}\n{"b":')).rejects.toThrow(IncompleteLineError);
    await expect(parse('<html>\n')).rejects.toThrow(LineError);
  });
});
