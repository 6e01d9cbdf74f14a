import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { execPath, platform } from 'node:process';
import { onDispose, type Disposable } from '../../base/disposable.ts';
import { parsePrompt, type Prompt } from './prompts.ts';
import { nodeVariable, scriptVariable, socketVariable, wordVariable } from './variables.ts';

/** Where questions of git and of the programs that it starts arrive. Disposing it fails those that wait. */
export interface AskpassServer extends Disposable {
  /** What git's environment needs to ask here. None of it is secret but to other users of the machine. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What it is made of. */
export interface AskpassOptions {
  /** A folder that only this user can enter; it holds the socket and a launcher, and is its owner's to take away. */
  readonly folder: string;
  /** Answers a question; undefined for no answer. The signal aborts when whoever asked has gone. */
  readonly answer: (prompt: Prompt, signal: AbortSignal) => Promise<string | undefined>;
}

/** A question is a line; bytes. */
const longestQuestion = 20_000;

/** Starts to listen for questions. Rejects where no socket can be opened or no file written in the folder. */
export async function startAskpass({ folder, answer }: AskpassOptions): Promise<AskpassServer> {
  const word = randomBytes(24).toString('base64url');
  const path =
    platform === 'win32' ? `\\\\.\\pipe\\sluice-${randomBytes(16).toString('hex')}` : join(folder, 'askpass');
  const launcher = join(folder, 'askpass.sh');
  const script = await scriptHere();
  await writeFile(launcher, launcherText, { mode: 0o700 });

  const gone = new AbortController();
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serve(socket, word, answer, gone.signal).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (platform !== 'win32') await chmod(path, 0o600);
  server.on('error', () => undefined);

  const { dispose } = onDispose(() => {
    gone.abort();
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { dispose, variables: variablesFor({ launcher, path, word, script }) };
}

/** Git for Windows runs scripts too: it reads their first line (compat/mingw.c). */
const launcherText = `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec "$${nodeVariable}" "$${scriptVariable}" "$@"\n`;

/** Beside the bundles the helper is one of them; where the sources run it is a source. */
async function scriptHere(): Promise<string> {
  const bundle = join(import.meta.dirname, 'askpass.cjs');
  return (await stat(bundle).catch(() => undefined))?.isFile() === true
    ? bundle
    : join(import.meta.dirname, 'helper.ts');
}

function variablesFor({
  launcher,
  path,
  word,
  script,
}: Readonly<Record<'launcher' | 'path' | 'word' | 'script', string>>) {
  return {
    GIT_ASKPASS: launcher,
    SSH_ASKPASS: launcher,
    SSH_ASKPASS_REQUIRE: 'force',
    [nodeVariable]: execPath,
    [scriptVariable]: script,
    [socketVariable]: path,
    [wordVariable]: word,
  };
}

async function serve(socket: Socket, word: string, answer: AskpassOptions['answer'], gone: AbortSignal): Promise<void> {
  const left = new AbortController();
  socket.on('error', () => left.abort());
  socket.once('close', () => left.abort());
  const line = await firstLine(socket);
  const asked = line === undefined ? undefined : questionIn(line, word);
  if (asked === undefined) {
    socket.destroy();
    return;
  }
  const text = await answer(parsePrompt(asked.prompt, asked.hint), AbortSignal.any([left.signal, gone]));
  socket.end(text === undefined ? '' : `=${text}`);
}

function firstLine(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > longestQuestion) resolve(undefined);
    });
    socket.once('end', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
}

function questionIn(line: string, word: string): { readonly prompt: string; readonly hint: string } | undefined {
  try {
    const read = JSON.parse(line) as Partial<Record<'word' | 'prompt' | 'hint', unknown>> | null;
    if (typeof read?.word !== 'string' || typeof read.prompt !== 'string') return undefined;
    const [said, known] = [Buffer.from(read.word), Buffer.from(word)];
    if (said.length !== known.length || !timingSafeEqual(said, known)) return undefined;
    return { prompt: read.prompt, hint: typeof read.hint === 'string' ? read.hint : '' };
  } catch {
    return undefined;
  }
}
