import { devNull } from 'node:os';

/** What git may see of our own environment: where programs, settings and temporary files are, and on which system. */
const passedOn = [
  'PATH',
  'Path',
  'PATHEXT',
  'HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'SystemRoot',
  'WINDIR',
  'TMPDIR',
  'TEMP',
  'TMP',
];

/**
 * Settings that count before a repository's own, so that reading runs no program that the repository names: its monitor
 * of file changes and its hooks. Bare repositories within a worktree are not looked into.
 */
const settings: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['safe.bareRepository', 'explicit'],
];

/**
 * The environment in which git reads: it asks no questions, takes no locks, reaches no network (also not for objects
 * that a partial clone left out), sees objects as they were committed, and speaks English.
 * `more` are settings besides, which go before the repository's. Of `own` settings in the environment those count that say
 * which repositories of other users are trusted, as containers get them.
 */
export function readingEnvironment(
  own: NodeJS.ProcessEnv,
  more: readonly (readonly [string, string])[] = [],
): Record<string, string> {
  return {
    ...chosen(own, (name) => passedOn.includes(name)),
    ...quiet,
    ...offline,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    ...asVariables([...trusted(own), ...settings, ...more]),
  };
}

/**
 * What git needs besides to write as this person: who they are, their settings, keys and agents, the ways through
 * proxies, and what helpers for credentials and signing, which are programs of theirs, read.
 */
const personal =
  /^(?:GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)|EMAIL|USER|USERNAME|LOGNAME|LANG|GIT_SSL_\w+|GIT_SSH\w*|GIT_PROXY_\w+|GIT_EXEC_PATH|SSL_CERT_\w+|(?:https?|all|no|ftp)_proxy|SSH_\w+|GPG_\w+|GNUPGHOME|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|XDG_\w+|GCM_\w+|GH_\w+|GITHUB_\w+|GITLAB_\w+|GITEA_\w+|PASSWORD_STORE_\w+|AWS_\w+|AZURE_\w+|CLOUDSDK_\w+|OP_\w+|ProgramFiles\S*|ComSpec|OS)$/i;

/**
 * Settings that count before a repository's own while something is written: no monitor of file changes, no hooks (but for
 * a push, which runs pre-push as git does), no logs of refs, nothing in the repository but objects and the refs that were
 * asked for.
 */
const writingSettings: readonly (readonly [string, string])[] = [
  ...settings,
  ['core.logAllRefUpdates', 'false'],
  ['core.splitIndex', 'false'],
  ['core.sparseCheckout', 'false'],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['i18n.commitEncoding', 'UTF-8'],
  // No name made of the account's and the machine's.
  ['user.useConfigOnly', 'true'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

/** How git is to write; see {@link writingEnvironment}. */
export interface Writing {
  /** Settings besides, which go before the repository's. */
  readonly config?: readonly (readonly [string, string])[];
  /** Whether git may talk to other machines. */
  readonly network?: boolean;
  /** Whether the repository's hooks run. */
  readonly hooks?: boolean;
  /** Variables besides: of the index, and of who answers git's questions. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * The environment in which git writes: what a person set up for themselves counts, `own` settings in the environment
 * included. Questions are asked by no terminal; without `network` no transport is allowed, with it those that git itself
 * holds safe and files, or what GIT_ALLOW_PROTOCOL says.
 */
export function writingEnvironment(own: NodeJS.ProcessEnv, writing: Writing): Record<string, string> {
  const { config = [], network = false, hooks = false, variables = {} } = writing;
  const pinned = hooks ? writingSettings.filter(([key]) => key !== 'core.hooksPath') : writingSettings;
  return {
    ...chosen(own, (name) => passedOn.includes(name) || personal.test(name)),
    ...quiet,
    ...(network ? { GIT_ALLOW_PROTOCOL: own['GIT_ALLOW_PROTOCOL'] ?? 'file:git:http:https:ssh' } : offline),
    GIT_NO_REPLACE_OBJECTS: '1',
    ...variables,
    ...asVariables([...fromVariables(own), ...pinned, ...config]),
  };
}

/** No questions on a terminal, and English. */
const quiet = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };

const offline = {
  GIT_NO_LAZY_FETCH: '1',
  // A name that no transport has; an empty list would mean the default.
  GIT_ALLOW_PROTOCOL: 'none',
};

function chosen(own: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (value !== undefined && wanted(name) ? [[name, value]] : [])),
  );
}

function asVariables(all: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(all.length)],
    ...all.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]) as Record<string, string>;
}

function trusted(own: NodeJS.ProcessEnv): (readonly [string, string])[] {
  return fromVariables(own).filter(([key]) => key.toLowerCase() === 'safe.directory');
}

/** The settings that an environment holds itself; see git-config(1), GIT_CONFIG_COUNT. */
function fromVariables(own: NodeJS.ProcessEnv): (readonly [string, string])[] {
  const count = Math.min(Number.parseInt(own['GIT_CONFIG_COUNT'] ?? '', 10) || 0, 1000);
  return Array.from({ length: Math.max(count, 0) }, (_, at) => at).flatMap((at) => {
    const key = own[`GIT_CONFIG_KEY_${at}`];
    const value = own[`GIT_CONFIG_VALUE_${at}`];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
}
