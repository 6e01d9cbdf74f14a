import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { cached } from '../../../scripts/go/cacheFolder.ts';
import { runGo } from '../../../scripts/go/go.ts';
import { sourceHash } from '../../../scripts/go/sourceHash.ts';
import { goMissing, goVersion } from '../../../scripts/go/toolchain.ts';
import { engineModule } from '../../../scripts/render/engine.ts';
import type { ArtifactAnswer, GoAnswer, GoRequest } from '../../../src/render/messages.ts';
import type { Files } from '../../../src/render/renderer.ts';

const what = 'the native rendering engine';

/** The engine's program as a process of this machine, built with the real modules in place of stubs, on a real disk. */
export interface NativeEngine {
  /** Renders files as a folder; in the answer the folder is `/artifact`, as in the worker. */
  render(files: Files, request: GoRequest): Promise<GoAnswer>;
  /** Which files and folders of a worktree the artifact has. */
  artifact(request: object): Promise<ArtifactAnswer>;
  dispose(): void;
}

/** Builds the program, or takes it from the cache, and starts it. */
export async function startNativeEngine(signal: AbortSignal): Promise<NativeEngine> {
  const child = spawn(join(await build(signal), 'engine'), {
    // Without a PATH it finds no git, like the engine.
    env: { PATH: '', HOME: '/tmp' },
    stdio: ['pipe', 'pipe', 'ignore'],
    signal,
  });
  child.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]() as AsyncIterator<string, undefined>;
  const call = async (name: string, request: object): Promise<string> => {
    child.stdin.write(`${name} ${JSON.stringify(request)}\n`);
    const line = await lines.next();
    if (line.done === true) throw new Error('The native engine ended.');
    return line.value;
  };
  return {
    async render(files, request) {
      const root = await mkdtemp(join(tmpdir(), 'sluice-artifact-'));
      try {
        await writeAll(root, files);
        return JSON.parse((await call('render', { root, ...request })).replaceAll(root, '/artifact')) as GoAnswer;
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    },
    artifact: async (request) => JSON.parse(await call('artifact', request)) as ArtifactAnswer,
    dispose: () => void child.kill(),
  };
}

async function build(signal: AbortSignal): Promise<string> {
  const version = await goVersion(what, engineModule, signal);
  if (version === undefined) throw goMissing(what);
  const name = `engine-native-${await sourceHash(engineModule, [process.platform, process.arch])}-${version}`;
  return cached(name, async (folder) => {
    const args = ['build', '-modfile=oracle.mod', '-o', join(folder, 'engine'), '.'];
    await runGo(`Building ${what}`, args, { folder: engineModule, signal, env: { CGO_ENABLED: '0' } });
  });
}

async function writeAll(root: string, files: Files): Promise<void> {
  for (const [path, content] of files) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
