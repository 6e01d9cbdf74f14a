import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../scripts/fail.ts';
import { projectPath } from '../../../scripts/paths.ts';
import { cached, cachedNames } from '../../../scripts/go/cacheFolder.ts';
import { reporter, type OnProgress } from '../../cluster/progress.ts';
import { ensureSystemPackages, type SystemNeed } from './systemPackages.ts';

/** The VS Code that tests run in where no desktop is: the same workbench and extension host, served to a browser. */
const codeServerVersion = '4.139.1';

export interface PrepareOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress | undefined;
}

const machine = [codeServerVersion, process.platform, process.arch, process.versions.modules];
const cacheName = `code-server-${codeServerVersion}-${createHash('sha256').update(machine.join()).digest('hex').slice(0, 12)}`;

/**
 * Installs code-server into the user's cache folder, or finds it there; resolves with the script that Node runs to
 * start it. Some of its modules are compiled: see systemPackages.ts.
 */
export async function ensureCodeServer({ signal, onProgress }: PrepareOptions): Promise<string> {
  ensureSystemPackages(await codeServerNeeds());
  const folder = await cached(cacheName, (unfinished) => install(unfinished, signal, onProgress));
  return join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}

/** What of the machine installing code-server takes; nothing if it is installed. */
export async function codeServerNeeds(): Promise<readonly SystemNeed[]> {
  const installed = (await cachedNames(cacheName)).length > 0;
  return installed ? [] : ['compiler', 'kerberos'];
}

async function install(folder: string, signal: AbortSignal, onProgress: OnProgress | undefined): Promise<void> {
  const step = reporter('code-server', onProgress);
  step('installing (the first time this takes 1 to 4 minutes)');
  const manifest = {
    private: true,
    dependencies: { 'code-server': codeServerVersion },
    allowScripts: { 'code-server': true, argon2: true },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const { code, output } = await npmInstall(folder, signal);
  if (code !== 0) {
    const end = output.trimEnd().split('\n').slice(-30).join('\n');
    throw new Refusal(`Installing code-server ${codeServerVersion} with npm failed:\n${end}`);
  }
  step('installed');
}

function npmInstall(folder: string, signal: AbortSignal): Promise<{ code: number; output: string }> {
  const child = spawn('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: npmEnvironment(),
    signal,
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/**
 * The environment without what an npm script tells its children about this project and about the Node that started
 * it: code-server's postinstall refuses by `npm_config_user_agent`, not by the Node it runs on. It also runs npm in
 * folders of its own, whose packages compile themselves, and npm asks for a permission that only the environment can
 * give there.
 */
function npmEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|user_agent))|INIT_CWD$)/;
  const env = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(env), PATH: projectPath, npm_config_dangerously_allow_all_scripts: 'true' };
}
