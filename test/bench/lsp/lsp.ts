import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../../../scripts/build.ts';
import type { Bench } from '../bench.ts';
import { sampleRepository, writeSample } from '../manifests/sample.ts';
import type { Rig } from '../rig/rig.ts';
import { rowOf, type Measurement, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import { longDocument, longFile, shortDocument, type TypedDocument } from './documents.ts';
import { startServer, type LspProgram, type RunningServer } from './lspClient.ts';
import { sluice, yamlLanguageServer } from './peers.ts';
import { burst, keystrokes } from './typing.ts';

const starts = 7;
const keys = 20;
const bursts = 5;
const requests = 20;
const sampleFiles = 2400;

/** The language server beside yaml-language-server, on the same documents and schemas, one keystroke after the other. */
export const lsp: Bench = {
  about: 'the language server: start, keystrokes, completion, hover, a whole workspace',
  async run(rig) {
    if (!(await build())) throw new Error('dist/ could not be built; the reason stands above.');
    const scratch = await rig.scratch();
    const folder = join(scratch, 'empty');
    await mkdir(folder, { recursive: true });
    const peer = await yamlLanguageServer(scratch);
    return [
      await firstDiagnostics(rig, folder, peer),
      ...(await typing(rig, folder, peer)),
      ...(await asking(rig, folder, peer)),
      ...(await workspace(rig, join(scratch, 'sample'))),
    ];
  },
};

async function firstDiagnostics(rig: Rig, folder: string, peer: LspProgram): Promise<Row> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let start = 1; start <= starts; start++) {
    rig.say(`lsp, start ${start} of ${starts}`);
    ours.push(await startOnce(sluice, folder, rig.signal));
    theirs.push(await startOnce(peer, folder, rig.signal));
  }
  return compared(
    'lsp: spawn to first diagnostics',
    ours,
    { name: peer.name, times: theirs },
    { of: 'ratio', atMost: 0.3 },
  );
}

async function startOnce(program: LspProgram, folder: string, signal: AbortSignal): Promise<number> {
  const document = shortDocument();
  const uri = pathToFileURL(join(folder, 'web.yaml')).href;
  const broken = document.text.replace('imagePullPolicy', 'imagePullPolicyx');
  const begun = performance.now();
  const server = await startServer(program, folder, signal);
  const told = server.diagnosed(uri, document.isBroken);
  server.open(uri, broken);
  await told;
  const took = performance.now() - begun;
  await server.stop();
  return took;
}

async function typing(rig: Rig, folder: string, peer: LspProgram): Promise<Row[]> {
  const rows: Row[] = [];
  const cases: readonly [string, TypedDocument, number][] = [
    ['55 lines', shortDocument(), 30],
    ['5,000 lines, 100 documents', longFile(5000), 60],
    ['5,000 lines, one document', longDocument(5000), 60],
  ];
  for (const [name, document, atMost] of cases) {
    rig.say(`lsp, keystrokes, ${name}`);
    const run = async (server: RunningServer, uri: string): Promise<[number[], number[]]> => {
      const single = await keystrokes(server, uri, document, keys);
      const quick: number[] = [];
      for (let at = 0; at < bursts; at++) quick.push(await burst(server, uri, document, 5));
      return [single, quick];
    };
    const [ours, quickOurs] = await withDocument(sluice, folder, document, rig.signal, run);
    const [theirs, quickTheirs] = await withDocument(peer, folder, document, rig.signal, run);
    const budget = { of: 'value', atMost } as const;
    rows.push(
      compared(`lsp: keystroke, ${name}`, ours, { name: peer.name, times: theirs }, budget),
      compared(`lsp: end of a burst, ${name}`, quickOurs, { name: peer.name, times: quickTheirs }, budget),
    );
  }
  return rows;
}

async function asking(rig: Rig, folder: string, peer: LspProgram): Promise<Row[]> {
  rig.say('lsp, completion and hover');
  const document = shortDocument();
  const place = document.before.start;
  const run = async (
    server: RunningServer,
    uri: string,
  ): Promise<{ complete: number[]; hover: number[]; memory: number[] }> => {
    const complete = await timed(requests, async () => {
      if ((await server.complete(uri, { ...place, character: 10 })) === 0) throw new Error('Nothing was completed.');
    });
    const hover = await timed(requests, () => server.hover(uri, { ...place, character: 14 }));
    const memory = await server.memory();
    return { complete, hover, memory: memory === undefined ? [] : [memory] };
  };
  const ours = await withDocument(sluice, folder, document, rig.signal, run);
  const theirs = await withDocument(peer, folder, document, rig.signal, run);
  const rows = [
    compared('lsp: completion', ours.complete, { name: peer.name, times: theirs.complete }),
    compared('lsp: hover', ours.hover, { name: peer.name, times: theirs.hover }),
  ];
  if (ours.memory.length === 0 || theirs.memory.length === 0) return rows;
  return [
    ...rows,
    compared('lsp: memory, one document', ours.memory, { name: peer.name, times: theirs.memory }, undefined, 'MB'),
  ];
}

/** Our server alone: yaml-language-server reads no workspace. */
async function workspace(rig: Rig, folder: string): Promise<Row[]> {
  await writeSample(folder, sampleRepository(sampleFiles));
  rig.say('lsp, a whole workspace');
  const begun = performance.now();
  const server = await startServer(sluice, folder, rig.signal);
  const document = shortDocument();
  const uri = pathToFileURL(join(folder, 'web.yaml')).href;
  const told = server.diagnosed(uri, () => true);
  server.open(uri, document.text);
  await told;
  await server.ready();
  const took = performance.now() - begun;
  const single = await keystrokes(server, uri, document, keys);
  const memory = await server.memory();
  await server.stop();
  return [
    rowOf({ name: `lsp: spawn to ${sampleFiles} files read`, value: took, unit: 'ms' }),
    rowOf({
      name: `lsp: keystroke, 55 lines, ${sampleFiles} files around`,
      value: median(single),
      unit: 'ms',
      budget: { of: 'value', atMost: 30 },
    }),
    ...(memory === undefined
      ? []
      : [
          rowOf({
            name: `lsp: memory, ${sampleFiles} files`,
            value: memory,
            unit: 'MB',
            budget: { of: 'value', atMost: 200 },
          }),
        ]),
  ];
}

async function withDocument<T>(
  program: LspProgram,
  folder: string,
  document: TypedDocument,
  signal: AbortSignal,
  run: (server: RunningServer, uri: string) => Promise<T>,
): Promise<T> {
  const server = await startServer(program, folder, signal);
  const uri = pathToFileURL(join(folder, 'web.yaml')).href;
  const told = server.diagnosed(uri, (all) => !document.isBroken(all));
  server.open(uri, document.text);
  await told;
  await keystrokes(server, uri, document, 4);
  const result = await run(server, uri);
  await server.stop();
  return result;
}

async function timed(count: number, ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times;
}

function compared(
  name: string,
  ours: readonly number[],
  peer: { readonly name: string; readonly times: readonly number[] },
  budget?: Measurement['budget'],
  unit = 'ms',
): Row {
  return rowOf({
    name,
    value: median(ours),
    unit,
    peer: { name: peer.name, value: median(peer.times) },
    ...(budget !== undefined && { budget }),
  });
}
