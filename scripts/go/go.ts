import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { goFailure } from './failures.ts';

/** How a run of `go` ended. `complaints` are the last lines of stderr that are no progress. */
interface GoResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly complaints: readonly string[];
}

export interface GoOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** Told of each step: `downloading MODULE VERSION` or `compiling PACKAGE (N packages)`. */
  readonly onStep?: (step: string) => void;
}

const keptLines = 20;

/** Runs `go`; its stdout. Throws with the end of its stderr if it fails; `what` completes "... failed". */
export async function runGo(what: string, args: readonly string[], options: GoOptions): Promise<string> {
  const { code, stdout, complaints } = await spawnGo(args, options);
  if (code === 0) return stdout;
  throw goFailure(
    'buildFailed',
    `${what} failed (go ${args[0] ?? ''}):\n${complaints.join('\n')}\n${advice(complaints)}`,
  );
}

/** Runs `go`, whatever its exit code; undefined if there is no `go` on the PATH. */
export async function tryGo(args: readonly string[], options: GoOptions): Promise<GoResult | undefined> {
  try {
    return await spawnGo(args, options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function spawnGo(args: readonly string[], { folder, signal, env, onStep }: GoOptions): Promise<GoResult> {
  const child = spawn('go', args, {
    cwd: folder,
    env: { ...process.env, GOWORK: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    // go ends its compilers on an interrupt.
    killSignal: 'SIGINT',
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const complaints: string[] = [];
  const step = stepReader(onStep);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (step(line)) return;
    complaints.push(line);
    if (complaints.length > keptLines) complaints.shift();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, complaints }));
  });
}

/** Reads go's stderr: with -v it names each package as it compiles it. The result says whether a line was progress. */
function stepReader(onStep: ((step: string) => void) | undefined): (line: string) => boolean {
  let packages = 0;
  return (line) => {
    const download = /^go: downloading (\S+ \S+)$/.exec(line)?.[1];
    if (download !== undefined) {
      onStep?.(`downloading ${download}`);
      return true;
    }
    if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) return false;
    packages += 1;
    onStep?.(`compiling ${line} (${packages} packages)`);
    return true;
  };
}

function advice(complaints: readonly string[]): string {
  const text = complaints.join('\n');
  if (/no space left on device/.test(text)) return 'Free about 15 GB of disk space and try again.';
  if (/dial tcp|no such host|Could not resolve|timeout|connection re|40\d |50\d /i.test(text)) {
    return 'A module could not be downloaded: check the network and GOPROXY (go env GOPROXY), then try again.';
  }
  return 'What was compiled so far is kept by Go: the next try goes on from there.';
}
