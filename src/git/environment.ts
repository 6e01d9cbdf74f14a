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
 * `more` are settings besides, which go before the repository's.
 */
export function readingEnvironment(
  own: NodeJS.ProcessEnv,
  more: readonly (readonly [string, string])[] = [],
): Record<string, string> {
  const all = [...settings, ...more];
  return {
    ...Object.fromEntries(passedOn.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]]))),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // A name that no transport has; an empty list would mean the default.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CONFIG_COUNT: String(all.length),
    ...Object.fromEntries(
      all.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}
