import { stripVTControlCharacters } from 'node:util';
import type { Logger } from '../../base/logger.ts';
import { createSingleFlight } from '../../base/singleFlight.ts';
import { credentialsError, isFailure } from '../api/clusterError.ts';
import { runProcess, type ExecResult } from './execProcess.ts';
import { checkExecConfig, execInfo, notFoundHint, parseExecCredential, type ExecCredential } from './execProtocol.ts';
import type { ExecConfig, KubeconfigCluster } from '../kubeconfig/kubeconfigTypes.ts';
import type { ProofSource } from './proof.ts';

export interface ExecOptions {
  readonly exec: ExecConfig;
  readonly cluster: KubeconfigCluster;
  /** The cluster's CA as PEM text, if the kubeconfig has one. */
  readonly ca: (signal: AbortSignal) => Promise<string | undefined>;
  readonly logger: Logger;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  /** How long a plugin may take to end by itself once asked; default 2 s. */
  readonly graceMs?: number;
  /** A line that the plugin printed for the person while it runs, such as a device code. */
  readonly onNotice?: (line: string) => void;
  readonly now?: () => number;
}

const defaultTimeoutMs = 60_000;
const defaultGraceMs = 2000;
/** For so long a failure is answered from memory: watches that fail one after another must not each ask anew. */
const failureKeptMs = 5_000;
/** A credential refused so soon after it was got is refused for who it names, not for its age. */
const freshMs = 10_000;
/** Credentials are renewed before they expire, by a tenth of their life but at most this. */
const maxSkewMs = 60_000;

/** Credentials from an exec plugin, kept until they expire. However many ask, the plugin runs once at a time. */
export function createExecCredentials(options: ExecOptions): ProofSource {
  const { now = Date.now } = options;
  let kept: { readonly credential: ExecCredential; readonly gotAt: number } | undefined;
  let failed: { readonly error: unknown; readonly at: number } | undefined;

  const flight = createSingleFlight(async (signal) => {
    try {
      const credential = await runPlugin(options, signal);
      kept = { credential, gotAt: now() };
      failed = undefined;
      return credential;
    } catch (error) {
      if (isFailure(error)) failed = { error, at: now() };
      throw error;
    }
  });

  return {
    async get(signal) {
      signal.throwIfAborted();
      if (kept && now() < renewAt(kept.credential, kept.gotAt)) return kept.credential;
      if (failed && now() - failed.at < failureKeptMs) throw failed.error;
      return flight.run(signal);
    },
    invalidate(used) {
      if (kept?.credential !== used) return true;
      if (now() - kept.gotAt < freshMs) return false;
      kept = undefined;
      return true;
    },
    dispose: () => flight.dispose(),
  };
}

function renewAt({ expiresAt }: ExecCredential, gotAt: number): number {
  return expiresAt === undefined ? Infinity : expiresAt - Math.min(maxSkewMs, Math.max(0, expiresAt - gotAt) / 10);
}

async function runPlugin(options: ExecOptions, signal: AbortSignal): Promise<ExecCredential> {
  const { exec, cluster, ca, logger, env = process.env, timeoutMs = defaultTimeoutMs, onNotice } = options;
  const { graceMs = defaultGraceMs } = options;
  checkExecConfig(exec);
  const info = execInfo(exec, cluster, exec.provideClusterInfo ? await ca(signal) : undefined);
  const lines: string[] = [];
  const onLine = (raw: string): void => {
    const line = stripVTControlCharacters(raw).trim().slice(0, 300);
    if (line === '' || lines.length >= maxLines) return;
    lines.push(line);
    onNotice?.(line);
  };
  logger.info(`Running the exec plugin ${exec.command}`);
  const { command, args } = exec;
  const result = await runProcess(
    { command, args, env: pluginEnv(env, exec, info), timeoutMs, graceMs, onLine },
    signal,
  );
  if (result.type === 'exited' && result.code === 0) return parseExecCredential(result.stdout, exec);
  throw credentialsError(failureText(result, exec, timeoutMs, lines));
}

/** Lines of a plugin's standard error that are read, and of those how many a message holds. */
const maxLines = 20;
const maxMessageLines = 3;

function failureText(result: ExecResult, exec: ExecConfig, timeoutMs: number, lines: readonly string[]): string {
  const plugin = `the exec plugin ${exec.command}`;
  const said = lines.length > 0 ? `: ${lines.slice(0, maxMessageLines).join(' ')}` : '';
  switch (result.type) {
    case 'exited':
      return `${plugin} ${result.code === null ? 'was ended' : `failed with exit code ${result.code}`}${said}`;
    case 'timeout':
      return `${plugin} did not finish within ${timeoutMs / 1000} s${said}`;
    case 'tooMuchOutput':
      return `${plugin} printed more than a credential can be`;
    case 'notStarted': {
      const isMissing = 'code' in result.error && result.error.code === 'ENOENT';
      const hint = isMissing ? notFoundHint(exec) : undefined;
      return `${plugin} ${isMissing ? 'was not found' : `could not be started: ${result.error.message}`}${hint ? `. ${clean(hint)}` : ''}`;
    }
  }
}

function clean(hint: string): string {
  return stripVTControlCharacters(hint).replace(/\s+/g, ' ').trim().slice(0, 500);
}

/** The process's environment, the kubeconfig's variables over it, and what the plugin is told about the request. */
function pluginEnv(env: NodeJS.ProcessEnv, exec: ExecConfig, info: string): NodeJS.ProcessEnv {
  const merged = { ...env };
  // Set by VS Code for its own processes; an Electron program that a plugin opens would not start with it.
  delete merged['ELECTRON_RUN_AS_NODE'];
  for (const { name, value } of [...exec.env, { name: 'KUBERNETES_EXEC_INFO', value: info }]) {
    merged[sameName(merged, name) ?? name] = value;
  }
  return merged;
}

/** On Windows names of variables differ in case only by spelling. */
function sameName(env: NodeJS.ProcessEnv, name: string): string | undefined {
  if (process.platform !== 'win32') return undefined;
  return Object.keys(env).find((other) => other.toLowerCase() === name.toLowerCase());
}
