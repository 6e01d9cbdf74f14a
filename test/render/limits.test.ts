import { describe, expect, test } from 'vitest';
import { configMap, kustomization, renderFiles, startRenderer } from './startRenderer.ts';

const good = { 'a.yaml': configMap('a') };

/** Each alias stands for ten of the one before: a few lines that come to billions. */
function aliasBomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level += 1) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bomb\n${lines.join('\n')}\n`;
}

function deep(levels: number): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: deep\ndata: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
}

describe('a render that cannot end well', () => {
  test('is ended after the time limit, and the next one works', async () => {
    const renderer = startRenderer({ timeLimitMs: 3000 });
    const result = await renderFiles(renderer, { 'a.yaml': aliasBomb() });
    expect(result.outcome).not.toBe('rendered');
    expect(result).toMatchObject({ problems: [{ message: expect.any(String) as string }] });
    const slow = startRenderer();
    expect(await renderFiles(slow, good)).toMatchObject({ outcome: 'rendered' });
  });

  test('by YAML that is nested too deeply has a sentence, and the next one works', async () => {
    const renderer = startRenderer();
    const result = await renderFiles(renderer, { 'a.yaml': deep(200_000) });
    expect(result.outcome).not.toBe('rendered');
    expect(await renderFiles(renderer, good)).toMatchObject({ outcome: 'rendered' });
  });

  test('ends at once when it is cancelled, and the next one works', async () => {
    const renderer = startRenderer();
    const controller = new AbortController();
    const files = new Map([['a.yaml', configMap('a')]]);
    const first = renderer.render({ files, kustomization: kustomization() }, controller.signal);
    setTimeout(() => controller.abort(), 300);
    await Promise.allSettled([first]);
    const bomb = new AbortController();
    const running = renderer.render(
      { files: new Map([['a.yaml', aliasBomb()]]), kustomization: kustomization() },
      bomb.signal,
    );
    const waiting = renderer.render({ files, kustomization: kustomization({ namePrefix: 'x-' }) }, bomb.signal);
    bomb.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(await renderFiles(renderer, good)).toMatchObject({ outcome: 'rendered' });
  });

  test('without an engine says so', async () => {
    const result = await renderFiles(startRenderer({ folder: '/nowhere' }), good);
    expect(result).toMatchObject({
      outcome: 'unknown',
      problems: [
        {
          kind: 'unknown',
          message: expect.stringMatching(/^The rendering engine cannot be started: ENOENT/) as string,
        },
      ],
    });
  });
});

test('memory does not grow over many renders', async () => {
  const sizes: number[] = [];
  const logger = {
    debug: (message: string) => void sizes.push(Number(/(\d+) bytes/.exec(message)?.[1])),
    info() {},
    warn() {},
    error() {},
  };
  // Each worker is replaced after ten renders, and tells its size.
  const renderer = startRenderer({ logger, rendersPerWorker: 30 });
  for (let index = 0; index < 60; index += 1) {
    expect(await renderFiles(renderer, { 'a.yaml': configMap('a', String(index)) })).toMatchObject({
      outcome: 'rendered',
    });
  }
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(300 * 2 ** 20);
});

test('a worker that has grown too large is replaced, and nobody notices', async () => {
  const messages: string[] = [];
  const logger = { debug: (message: string) => void messages.push(message), info() {}, warn() {}, error() {} };
  const renderer = startRenderer({ logger, memoryLimit: 1 });
  for (const name of ['a', 'b']) {
    expect(await renderFiles(renderer, { 'a.yaml': configMap(name) })).toMatchObject({ outcome: 'rendered' });
  }
  expect(messages).toEqual(Array(2).fill(expect.stringMatching(/replaced: 1 renders/)));
});
