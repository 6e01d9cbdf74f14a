import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ForgeDescription } from '../cluster.ts';
import { clusterFailure } from '../failures.ts';
import type { Site } from '../parts/controlPlane.ts';
import { portOffsets } from '../processes/ports.ts';
import type { ProcessSpec } from '../processes/protocol.ts';

const run = promisify(execFile);
const forgeUser = 'shop';

/** What Gitea is started from: its binary, and the folder that holds its options/ and templates/. */
export interface GiteaFiles {
  readonly binary: string;
  readonly assets: string;
}

/** Writes Gitea's configuration and says how to run it, as Git server over HTTP and as OCI registry. */
export async function prepareGitea(files: GiteaFiles, site: Site): Promise<ProcessSpec> {
  const folder = forgeFolder(site);
  await mkdir(folder, { recursive: true });
  await writeFile(configFile(site), ini(settings(files, site)), { mode: 0o600 });
  return {
    name: 'gitea',
    command: files.binary,
    args: ['--config', configFile(site), 'web'],
    health: `http://127.0.0.1:${forgePort(site)}/api/healthz`,
  };
}

/** Makes the forge's one user and its token; Gitea must be running. */
export async function createForgeUser(files: GiteaFiles, site: Site, signal: AbortSignal): Promise<ForgeDescription> {
  const words = ['admin', 'user', 'create', '--admin', '--username', forgeUser, '--email', `${forgeUser}@example.test`];
  const token = ['--random-password', '--must-change-password=false', '--access-token', '--access-token-scopes', 'all'];
  const { stdout } = await run(files.binary, ['--config', configFile(site), ...words, ...token], {
    signal,
    env: { PATH: process.env['PATH'], HOME: join(site.scratch, 'home') },
  });
  const found = /\b[0-9a-f]{40}\b/.exec(stdout)?.[0];
  if (found === undefined) throw clusterFailure('startFailed', `Gitea made a user but printed no token: ${stdout}`);
  const registry = `localhost:${forgePort(site)}`;
  return { url: `http://${registry}`, registry, user: forgeUser, token: found };
}

function settings({ assets }: GiteaFiles, site: Site): Record<string, Record<string, string | number | boolean>> {
  const folder = forgeFolder(site);
  const port = forgePort(site);
  return {
    '': {
      APP_NAME: 'forge',
      RUN_USER: userInfo().username,
      RUN_MODE: 'prod',
      WORK_PATH: folder,
      // Containers of CI systems often run everything as root; Gitea listens on loopback only.
      I_AM_BEING_UNSAFE_RUNNING_AS_ROOT: true,
    },
    server: {
      PROTOCOL: 'http',
      HTTP_ADDR: '127.0.0.1',
      HTTP_PORT: port,
      ROOT_URL: `http://localhost:${port}/`,
      STATIC_ROOT_PATH: assets,
      DISABLE_SSH: true,
      OFFLINE_MODE: true,
      LFS_START_SERVER: false,
    },
    database: { DB_TYPE: 'sqlite3', PATH: join(folder, 'gitea.db') },
    security: {
      INSTALL_LOCK: true,
      SECRET_KEY: randomBytes(32).toString('hex'),
      INTERNAL_TOKEN: randomBytes(32).toString('hex'),
      PASSWORD_HASH_ALGO: 'pbkdf2',
    },
    oauth2: { ENABLED: false },
    service: { DISABLE_REGISTRATION: true },
    repository: { ROOT: join(folder, 'repositories'), DEFAULT_BRANCH: 'main' },
    indexer: { ISSUE_INDEXER_TYPE: 'db' },
    queue: { TYPE: 'channel' },
    session: { PROVIDER: 'memory' },
    actions: { ENABLED: false },
    packages: { ENABLED: true },
    mailer: { ENABLED: false },
    'cron.update_checker': { ENABLED: false },
    log: { MODE: 'console', LEVEL: 'warn' },
  };
}

function ini(sections: Record<string, Record<string, string | number | boolean>>): string {
  return Object.entries(sections)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${String(value)}\n`);
      return `${name === '' ? '' : `[${name}]\n`}${lines.join('')}`;
    })
    .join('');
}

function forgeFolder({ scratch }: Site): string {
  return join(scratch, 'forge');
}

function configFile(site: Site): string {
  return join(forgeFolder(site), 'app.ini');
}

function forgePort({ firstPort }: Site): number {
  return firstPort + portOffsets.forge;
}
