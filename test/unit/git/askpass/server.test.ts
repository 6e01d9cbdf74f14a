import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startAskpass, type AskpassOptions, type AskpassServer } from '../../../../src/git/askpass/server.ts';
import { socketVariable, wordVariable } from '../../../../src/git/askpass/variables.ts';
import { temporaryFolder } from '../repositories.ts';

const run = promisify(execFile);

async function start(answer: AskpassOptions['answer']): Promise<AskpassServer & { readonly folder: string }> {
  const folder = await temporaryFolder();
  const server = await startAskpass({ folder, answer });
  onTestFinished(() => server.dispose());
  return { ...server, folder };
}

function ask({ variables }: AskpassServer, question: string, more: Record<string, string> = {}): Promise<string> {
  const program = variables['GIT_ASKPASS'] ?? '';
  return run(program, [question], { env: { ...env, ...variables, ...more } }).then(({ stdout }) => stdout);
}

test('the program prints the answer and fails without one', async () => {
  const answers = new Map([
    ['One?', 'é"\n$x'],
    ['Empty?', ''],
  ]);
  const server = await start(({ text }) => Promise.resolve(answers.get(text)));
  expect(await ask(server, 'One?')).toBe('é"\n$x\n');
  expect(await ask(server, 'Empty?')).toBe('\n');
  await expect(ask(server, 'Other?')).rejects.toThrow();
  await expect(ask(server, 'x'.repeat(100_000))).rejects.toThrow();
  await expect(ask(server, 'One?', { [socketVariable]: '/nowhere' })).rejects.toThrow();
});

test('whoever does not know the word hears nothing, and no other user gets there', async () => {
  let asked = 0;
  const server = await start(() => Promise.resolve(String((asked += 1))));
  await expect(ask(server, 'One?', { [wordVariable]: 'guess' })).rejects.toThrow();
  for (const sent of ['{}\n', 'null\n', 'x\n', '{"word":1,"prompt":"a"}\n']) expect(await say(server, sent)).toBe('');
  expect(asked).toBe(0);
  if (platform === 'win32') return;
  expect((await stat(join(server.folder, 'askpass'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(server.folder, 'askpass.sh'))).mode & 0o777).toBe(0o700);
});

test('whoever leaves is no longer asked for, and disposing ends all questions', async () => {
  const signals: AbortSignal[] = [];
  const server = await start((_, signal) => {
    signals.push(signal);
    return new Promise(() => undefined);
  });
  const line = `${JSON.stringify({ word: server.variables[wordVariable], prompt: 'One?' })}\n`;
  const socket = connect(server.variables[socketVariable] ?? '');
  socket.write(line);
  await expect.poll(() => signals.length).toBe(1);
  socket.destroy();
  await expect.poll(() => signals[0]?.aborted).toBe(true);
  const waiting = say(server, line);
  await expect.poll(() => signals.length).toBe(2);
  server.dispose();
  expect(await waiting).toBe('');
  expect(signals[1]?.aborted).toBe(true);
});

/** Sends something to the socket and gives what comes back until it closes. */
function say({ variables }: AskpassServer, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(variables[socketVariable] ?? '');
    socket.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    socket.on('end', () => socket.end());
    socket.write(text);
  });
}
