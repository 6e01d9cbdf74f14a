import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { kubeconfigPaths } from '../src/cluster/kubeconfig/kubeconfigPaths.ts';
import { messageOf } from '../src/base/failure.ts';
import { Refusal } from './fail.ts';

type Section = 'contexts' | 'clusters' | 'users';

/** An entry of a kubeconfig's list, e.g. `{name, cluster: {...}}`, with the file that it stands in. */
interface Entry {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>> & { readonly name: string };
}

/** Fields that name a file, relative to the kubeconfig's folder. */
const pathFields = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/**
 * Writes a kubeconfig that holds the user's context `name` and nothing else, so that VS Code has one to choose from.
 * Throws a {@link Refusal} that lists the contexts if there is none of that name. The user's files are only read.
 */
export async function writeSingleContext(name: string, target: string): Promise<void> {
  const paths = kubeconfigPaths({ env: process.env, home: homedir() });
  const entries = await readEntries(paths);
  const context = entries.contexts.get(name);
  if (context === undefined) {
    const names = [...entries.contexts.keys()];
    const there = names.length > 0 ? `The contexts there are: ${names.join(', ')}.` : 'There are no contexts.';
    throw new Refusal(`There is no context "${name}" in ${paths.join(', ')}. ${there}`);
  }
  const { cluster, user } = context.value['context'] as { cluster?: string; user?: string };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [context.value],
    clusters: portable(entries.clusters.get(cluster ?? ''), 'cluster'),
    users: portable(entries.users.get(user ?? ''), 'user'),
  };
  await writeFile(target, stringify(config), { mode: 0o600 });
}

/** The first file that names an entry defines it, as kubectl has it. */
async function readEntries(paths: readonly string[]): Promise<Record<Section, Map<string, Entry>>> {
  const all = {
    contexts: new Map<string, Entry>(),
    clusters: new Map<string, Entry>(),
    users: new Map<string, Entry>(),
  };
  for (const file of paths) {
    const config = parseConfig(file, await readFile(file, 'utf8').catch(() => ''));
    for (const section of ['contexts', 'clusters', 'users'] as const) {
      for (const value of config[section] ?? []) {
        if (!all[section].has(value.name)) all[section].set(value.name, { file, value });
      }
    }
  }
  return all;
}

function parseConfig(file: string, text: string): Partial<Record<Section, Entry['value'][] | null>> {
  try {
    return (parse(text) ?? {}) as ReturnType<typeof parseConfig>;
  } catch (error) {
    throw new Refusal(`Cannot read the kubeconfig ${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** The entry as a list of one, fit for a file in another folder. */
function portable(entry: Entry | undefined, field: 'cluster' | 'user'): object[] {
  if (entry === undefined) return [];
  const fields = { ...(entry.value[field] as Record<string, unknown>) };
  const absolute = (path: string): string => resolve(dirname(entry.file), path);
  for (const name of pathFields) {
    const path = fields[name];
    if (typeof path === 'string' && path !== '') fields[name] = absolute(path);
  }
  const exec = fields['exec'] as { command?: string } | undefined;
  if (exec?.command !== undefined && /[\\/]/.test(exec.command) && !isAbsolute(exec.command)) {
    fields['exec'] = { ...exec, command: absolute(exec.command) };
  }
  return [{ name: entry.value.name, [field]: fields }];
}
