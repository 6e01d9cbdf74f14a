import * as path from 'node:path';

export interface KubeconfigSources {
  /** The setting `sluice.kubeconfig`: one path or several, `~` for the home folder. Wins over everything. */
  readonly setting?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * The kubeconfig files to read, in order of precedence, as kubectl looks for them: those told explicitly, else those
 * in KUBECONFIG, else `~/.kube/config`. They need not exist.
 */
export function kubeconfigPaths({ setting, env, home }: KubeconfigSources): string[] {
  const told = splitPaths(setting ?? '').map((file) => path.resolve(home, file.replace(/^~(?=[\\/]|$)/, home)));
  if (told.length > 0) return unique(told);
  const fromEnv = splitPaths(env['KUBECONFIG'] ?? '').map((file) => path.resolve(file));
  return fromEnv.length > 0 ? unique(fromEnv) : [path.join(home, '.kube', 'config')];
}

/**
 * Splits a list of paths at `:` or `;`, whatever the system: the variable may have been set for another one (WSL,
 * containers). A colon stays when it follows a drive letter and precedes a slash.
 */
function splitPaths(value: string): string[] {
  return value
    .split(/;|(?<!(?:^|[;:])"?[A-Za-z]):|:(?![\\/])/)
    .map((entry) => entry.trim().replace(/^"(.*)"$/, '$1'))
    .filter((entry) => entry !== '');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
