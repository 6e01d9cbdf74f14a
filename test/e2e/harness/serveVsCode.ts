import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectPath } from '../../../scripts/paths.ts';
import { startGuarded, type Guarded } from './guarded.ts';

export interface ServeOptions {
  /** The script that starts code-server. */
  readonly codeServer: string;
  /** The folder for all that this VS Code writes; removed when it ends. */
  readonly scratch: string;
  readonly extensionsDir: string;
  /** Whether folders are trusted without asking; otherwise VS Code decides, which ends in Restricted Mode. */
  readonly trust: boolean;
  /** Variables for the extension host, which sees none of this process's by itself but PATH, LANG and TMPDIR. */
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  readonly signal: AbortSignal;
}

/** A VS Code that waits for a browser. */
export interface ServedVsCode {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts code-server at a free port of 127.0.0.1. */
export async function serveVsCode(options: ServeOptions): Promise<ServedVsCode> {
  const { codeServer, trust, args = [], signal } = options;
  const server = startGuarded(
    process.execPath,
    [
      codeServer,
      ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'],
      ...folders(options),
      ...(trust ? ['--disable-workspace-trust'] : []),
      ...args,
    ],
    { scratch: options.scratch, env: environment(options) },
  );
  try {
    const [, url = ''] = await server.line(/HTTP server listening on (http:\/\/[\d.:]+)/, signal);
    return { url, ended: server.ended, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Installs a VSIX into `extensionsDir` as a person would; the scratch folder is removed afterwards. */
export async function installVsix(vsix: string, options: Omit<ServeOptions, 'trust' | 'args'>): Promise<void> {
  const lines: string[] = [];
  const installer: Guarded = startGuarded(
    process.execPath,
    [options.codeServer, ...folders(options), '--install-extension', vsix],
    { scratch: options.scratch, env: environment(options), onLine: (line) => lines.push(line) },
  );
  if ((await installer.ended) !== 0) throw new Error(`VS Code does not install ${vsix}:\n${lines.join('\n')}`);
}

function folders({ scratch, extensionsDir }: Pick<ServeOptions, 'scratch' | 'extensionsDir'>): string[] {
  return [
    ...['--config', join(scratch, 'code-server.yaml')],
    ...['--user-data-dir', join(scratch, 'user'), '--extensions-dir', extensionsDir],
  ];
}

function environment({ scratch, env = {} }: Pick<ServeOptions, 'scratch' | 'env'>): NodeJS.ProcessEnv {
  const home = join(scratch, 'home');
  mkdirSync(home, { recursive: true });
  const { LANG = 'C.UTF-8', TMPDIR } = process.env;
  return {
    PATH: projectPath,
    HOME: home,
    LANG,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    // Without a gallery VS Code asks nobody for updates and recommendations.
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }),
    ...env,
  };
}
