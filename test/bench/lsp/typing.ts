import type { RunningServer } from './lspClient.ts';
import type { TypedDocument } from './documents.ts';

/** Milliseconds from one keystroke to the diagnostics that it leads to, for so many of them in turn. */
export async function keystrokes(
  server: RunningServer,
  uri: string,
  document: TypedDocument,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const isBreaking = at % 2 === 0;
    const told = server.diagnosed(uri, (all) => document.isBroken(all) === isBreaking);
    const begun = performance.now();
    type(server, uri, document, isBreaking);
    await told;
    times.push(performance.now() - begun);
  }
  return times;
}

/** Milliseconds between the keystrokes of a burst: a key that is held down. */
const betweenKeys = 30;

/** Milliseconds from the last of so many quick keystrokes to the diagnostics of the text that they come to. */
export async function burst(
  server: RunningServer,
  uri: string,
  document: TypedDocument,
  keys: number,
): Promise<number> {
  for (let at = 0; at < keys; at++) {
    type(server, uri, document, true);
    await pause(betweenKeys);
    type(server, uri, document, false);
    await pause(betweenKeys);
  }
  const told = server.diagnosed(uri, (all) => document.isBroken(all));
  const begun = performance.now();
  type(server, uri, document, true);
  await told;
  const took = performance.now() - begun;
  const mended = server.diagnosed(uri, (all) => !document.isBroken(all));
  type(server, uri, document, false);
  await mended;
  return took;
}

function type(server: RunningServer, uri: string, { before, after }: TypedDocument, isBreaking: boolean): void {
  if (isBreaking) server.change(uri, before, 'x');
  else server.change(uri, after, '');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
