import type { MemoryFs } from './memoryFs.ts';
import { webAssembly, type WasmModule } from './webAssembly.ts';

/** What Go's wasm_exec.js puts into the global object. */
interface GoRuntime {
  readonly importObject: object;
  env: Record<string, string>;
  exit: (code: number) => void;
  run(instance: object): Promise<void>;
}

interface Globals {
  fs?: unknown;
  path?: unknown;
  fetch?: unknown;
  Go?: new () => GoRuntime;
  sluiceCall?: (name: string, text: string, callback: (answer: string) => void) => void;
}

/** The Go program, running. */
export interface GoProgram {
  /** Resolves with the answer as JSON; never, if the program ends before. */
  call(name: 'render' | 'artifact', request: object): Promise<string>;
  /** Bytes of its memory. */
  memory(): number;
  /** Settles when it has ended; nothing answers any more. */
  readonly ended: Promise<void>;
}

/**
 * Starts the program in this thread, and takes the network and the disk from all that runs in it. Garbage is collected
 * late: memory that was once needed is not given back before the worker ends anyway.
 */
export function runGo(options: {
  readonly module: WasmModule;
  readonly disk: MemoryFs;
  readonly runtime: string;
  readonly run: (script: string) => void;
}): GoProgram {
  const globals = globalThis as Globals;
  globals.fs = options.disk.fs;
  globals.path = { resolve: (...parts: string[]) => parts.join('/') };
  // Go would use it.
  delete globals.fetch;
  options.run(options.runtime);
  if (globals.Go === undefined) throw new Error('wasm_exec.js has no Go.');
  const go = new globals.Go();
  go.env = { GOGC: '400', HOME: '/tmp', TMPDIR: '/tmp' };
  go.exit = () => undefined;
  const instance = new webAssembly.Instance(options.module, go.importObject);
  const memory = instance.exports['mem'] as { readonly buffer: ArrayBuffer };
  const ended = go.run(instance);
  return {
    ended,
    memory: () => memory.buffer.byteLength,
    call: (name, request) => new Promise((resolve) => globals.sluiceCall?.(name, JSON.stringify(request), resolve)),
  };
}
