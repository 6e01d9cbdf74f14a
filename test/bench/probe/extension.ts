/** An extension beside Sluice in the same extension host: it answers questions about that process over HTTP. */
import { renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { probeVariable, type ProbeAddress, type ProbeAnswers, type ProbeQuestion } from './protocol.ts';

type Answerers = {
  readonly [Question in ProbeQuestion]: () => ProbeAnswers[Question] | Promise<ProbeAnswers[Question]>;
};

export function activate(context: vscode.ExtensionContext): void {
  const file = process.env[probeVariable];
  if (file === undefined) return;
  const activation = activateSluice();
  activation.catch(() => undefined);
  const answerers: Answerers = { ...usage, activate: () => activation };
  const server = createServer((request, response) => void respond(answerers, request, response));
  server.listen(0, '127.0.0.1', () => {
    const address: ProbeAddress = { port: (server.address() as AddressInfo).port, pid: process.pid };
    writeFileSync(`${file}.part`, JSON.stringify(address));
    renameSync(`${file}.part`, file);
  });
  context.subscriptions.push({ dispose: () => server.close() });
}

const usage: Omit<Answerers, 'activate'> = {
  memory() {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    collect();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heapUsed };
  },
  cpu: () => ({ used: processorTime() }),
  handles() {
    const active = process.getActiveResourcesInfo();
    const count = (type: string): number => active.filter((one) => one === type).length;
    return { connections: count('TCPSocketWrap'), children: count('ProcessWrap') };
  },
};

async function respond(answerers: Answerers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('connection', 'close');
  try {
    response.end(JSON.stringify(await answerers[(request.url ?? '').slice(1) as ProbeQuestion]()));
  } catch (error) {
    response.statusCode = 500;
    response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/**
 * VS Code loads extensions through Node's module cache: what is loaded and timed here is what it then activates, by
 * a function that is timed too. What VS Code itself does in between is not counted.
 */
async function activateSluice(): Promise<ProbeAnswers['activate']> {
  const extension = vscode.extensions.getExtension('sluice.sluice');
  if (extension === undefined) throw new Error('Sluice is not installed.');
  if (extension.isActive) throw new Error('Sluice is active already.');
  const load = createRequire(__filename);
  const file = join(extension.extensionPath, (extension.packageJSON as { main: string }).main);

  const before = processorTime();
  const begun = performance.now();
  const loaded = load(file) as { activate: (context: unknown) => unknown };
  const loadMs = performance.now() - begun;
  let processor = processorTime() - before;

  let activateMs = NaN;
  const timed = (context: unknown): unknown => {
    const usedBefore = processorTime();
    const activated = performance.now();
    const result = loaded.activate(context);
    activateMs = performance.now() - activated;
    processor += processorTime() - usedBefore;
    return result;
  };
  const entry = load.cache[load.resolve(file)];
  if (entry !== undefined) entry.exports = { ...loaded, activate: timed };
  await extension.activate();
  if (Number.isNaN(activateMs)) throw new Error('VS Code did not take Sluice from the module cache.');
  return { load: loadMs, activate: activateMs, processor };
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
