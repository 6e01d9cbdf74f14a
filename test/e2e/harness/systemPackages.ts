import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Refusal } from '../../../scripts/fail.ts';
import { findBrowser } from './chromium.ts';

/** What the tests need of the machine, beside Node and Go. */
export type SystemNeed = 'browser' | 'fonts' | 'compiler' | 'kerberos';

interface Provision {
  readonly what: string;
  /** Debian's packages. */
  readonly packages: readonly string[];
  readonly present: () => boolean;
}

const provisions: Readonly<Record<SystemNeed, Provision>> = {
  browser: {
    what: 'Chromium or Chrome (or its path in SLUICE_BROWSER)',
    packages: ['chromium'],
    present: () => findBrowser() !== undefined,
  },
  fonts: {
    what: 'a font',
    packages: ['fonts-dejavu-core'],
    present: () => process.platform !== 'linux' || holdsFiles('/usr/share/fonts'),
  },
  compiler: {
    what: 'a C++ compiler, make and Python 3',
    packages: ['g++', 'make', 'python3'],
    present: () => ['c++', 'make', 'python3'].every(onPath),
  },
  kerberos: {
    what: "Kerberos' header files",
    packages: ['libkrb5-dev'],
    present: () => process.platform !== 'linux' || onPath('krb5-config') || existsSync('/usr/include/gssapi/gssapi.h'),
  },
};

/**
 * Makes sure that the machine has what is needed. Only root on a machine that is thrown away (CI, a container) gets
 * packages installed; anyone else gets a {@link Refusal} with the command to run.
 */
export function ensureSystemPackages(needs: readonly SystemNeed[]): void {
  const missing = needs.map((need) => provisions[need]).filter(({ present }) => !present());
  if (missing.length === 0) return;
  const packages = missing.flatMap((provision) => provision.packages);
  if (onPath('apt-get') && process.getuid?.() === 0 && isThrownAway()) install(packages);
  const still = missing.filter(({ present }) => !present());
  if (still.length > 0) throw new Refusal(advice(still));
}

function advice(missing: readonly Provision[]): string {
  const what = missing.map((provision) => provision.what).join('; ');
  const packages = missing.flatMap((provision) => provision.packages).join(' ');
  const command = `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install -y --no-install-recommends ${packages}`;
  const how = onPath('apt-get')
    ? `Run this command and try again:\n  ${command}`
    : `Install it with your package manager (on Debian: ${packages}) and try again.`;
  return `A real VS Code needs what this machine lacks: ${what}. ${how}`;
}

function install(packages: readonly string[]): void {
  console.log(`Installing ${packages.join(' ')} (apt-get) ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [
    ['update', '-qq'],
    ['install', '-qq', '-y', '--no-install-recommends', ...packages],
  ];
  for (const step of steps) {
    const { status, stderr } = spawnSync('apt-get', step, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) console.error(`apt-get ${step.join(' ')} failed:\n${stderr}`);
  }
}

/** Whether this machine is made for one run: what is installed on it disturbs nobody. */
function isThrownAway(): boolean {
  const { CI, container } = process.env;
  const marks = ['/.dockerenv', '/run/.containerenv', '/run/systemd/container'];
  return CI === 'true' || container !== undefined || marks.some((mark) => existsSync(mark));
}

function onPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

function holdsFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}
