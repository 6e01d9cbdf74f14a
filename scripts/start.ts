/** Shows Sluice at work; see `usage`. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { abortable } from '../src/base/wait.ts';
import { ensureControlPlane, ensureForge } from '../test/cluster/build/binaries.ts';
import { printProgress } from '../test/cluster/progress.ts';
import { startCluster } from '../test/cluster/startCluster.ts';
import { codeServerNeeds, ensureCodeServer } from '../test/e2e/harness/codeServer.ts';
import { scratchFolder } from '../test/e2e/harness/prepare.ts';
import { installVsix, serveVsCode } from '../test/e2e/harness/serveVsCode.ts';
import { ensureSystemPackages } from '../test/e2e/harness/systemPackages.ts';
import { writeUserSettings } from '../test/e2e/harness/userSettings.ts';
import { findDesktopCode, runDesktopCode } from './desktopCode.ts';
import { Refusal, runScript } from './fail.ts';
import { packageExtension } from './package.ts';
import { writeSingleContext } from './singleContext.ts';

const usage = `usage: npm start [-- OPTION...]

Builds Sluice, brings up a Flux control plane of its own with a sample fleet, and opens VS Code on it: the one of the
desktop, where "code" is installed, otherwise one in the browser, whose address is printed. It shares nothing with the
VS Code you work in. Ctrl-C ends and removes everything. Needs Node 20, git and, without --context, Go; the first start
takes 10 to 30 minutes.

  --context NAME   use a cluster of your own: the context NAME of your kubeconfig
  --folder PATH    open this folder; by default a clone of the sample fleet's repository, or none with --context
  --browser        use the browser even where "code" is installed
  --help           print this`;

/** What VS Code is opened on. */
interface Target {
  readonly kubeconfig: string;
  readonly folder: string | undefined;
  stop(): Promise<void>;
}

interface Options {
  readonly context?: string;
  readonly folder?: string;
  readonly desktop: string | undefined;
  readonly scratch: string;
  readonly signal: AbortSignal;
}

const onProgress = printProgress(process.stdout);

await runScript(async () => {
  const { context, folder, browser, help } = parse();
  if (help === true) {
    console.log(usage);
    return 0;
  }
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interruption.abort());
  const scratch = await mkdtemp(join(tmpdir(), 'sluice-start-'));
  try {
    await start({
      ...(context === undefined ? {} : { context }),
      ...(folder === undefined ? {} : { folder }),
      desktop: browser === true ? undefined : findDesktopCode(),
      scratch,
      signal: interruption.signal,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  return 0;
});

function parse() {
  try {
    const options = {
      context: { type: 'string' },
      folder: { type: 'string' },
      browser: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
}

/** Checks what can be refused before it does what takes long. */
async function start(options: Options): Promise<void> {
  if (spawnSync('git', ['--version'], { stdio: 'ignore' }).status !== 0) {
    throw new Refusal('Sluice needs git, and there is no "git" on the PATH. Install it and try again.');
  }
  if (options.desktop === undefined) ensureSystemPackages(await codeServerNeeds());
  const target =
    options.context === undefined ? await sampleFleet(options) : await ownCluster(options.context, options);
  try {
    console.log('\nBuilding the extension ...');
    const vsix = await packageExtension();
    await (options.desktop === undefined
      ? openInBrowser(vsix, target, options)
      : openOnDesktop(options.desktop, vsix, target, options));
  } finally {
    console.log('\nCleaning up ...');
    await target.stop();
  }
}

async function sampleFleet({ folder, scratch, signal }: Options): Promise<Target> {
  await ensureControlPlane({ signal, onProgress });
  await ensureForge({ signal, onProgress });
  const cluster = await startCluster({ signal, onProgress, fleet: true });
  const clone = join(scratch, 'fleet');
  const { forge } = cluster;
  if (folder === undefined && forge !== undefined) {
    const header = `http.${forge.url}/.extraHeader=Authorization: token ${forge.token}`;
    const repository = `${forge.url}/${forge.user}/fleet.git`;
    await promisify(execFile)('git', ['clone', '--quiet', '--config', header, repository, clone], { signal });
  }
  return { kubeconfig: cluster.kubeconfig('admin'), folder: folder ?? clone, stop: () => cluster.stop() };
}

async function ownCluster(context: string, { folder, scratch }: Options): Promise<Target> {
  const kubeconfig = join(scratch, 'kubeconfig');
  await writeSingleContext(context, kubeconfig);
  return { kubeconfig, folder, stop: () => Promise.resolve() };
}

async function openOnDesktop(command: string, vsix: string, target: Target, options: Options): Promise<void> {
  const [userDataDir, extensionsDir] = [join(options.scratch, 'user'), join(options.scratch, 'extensions')];
  await writeUserSettings(userDataDir, {});
  console.log(
    'VS Code opens; Sluice is the view "Flux" in its activity bar. Ctrl-C here, or closing the window, ends it.',
  );
  const env = { KUBECONFIG: target.kubeconfig };
  const { signal } = options;
  await runDesktopCode({ command, userDataDir, extensionsDir, vsix, workspace: target.folder, env, signal });
}

async function openInBrowser(vsix: string, target: Target, options: Options): Promise<void> {
  const { signal } = options;
  const codeServer = await ensureCodeServer({ signal, onProgress });
  const extensionsDir = join(options.scratch, 'extensions');
  await mkdir(extensionsDir);
  await installVsix(vsix, { codeServer, scratch: await scratchFolder(), extensionsDir, signal });
  const scratch = await scratchFolder();
  await writeUserSettings(join(scratch, 'user'), {});
  // Credential plugins of a person's own cluster need the person's environment.
  const own = options.context === undefined ? {} : process.env;
  const env = { ...own, KUBECONFIG: target.kubeconfig };
  const server = await serveVsCode({ codeServer, scratch, extensionsDir, trust: true, env, signal });
  try {
    const query = target.folder === undefined ? '' : `?${new URLSearchParams({ folder: target.folder }).toString()}`;
    console.log(
      `\nVS Code is at ${server.url}/${query}\nSluice is the view "Flux" in its activity bar. Ctrl-C ends it.`,
    );
    await abortable(server.ended, signal);
  } finally {
    await server.stop();
  }
}
