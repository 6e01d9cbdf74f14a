import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError, messageOf } from '../base/failure.ts';
import { gitRootOf } from '../files/gitRoot.ts';
import { lookAt } from '../files/readText.ts';
import { readDocument } from '../manifests/manifestFile.ts';
import { toJson } from '../manifests/yaml/toJson.ts';

/**
 * What of a `.fluxschema.yml` counts here: defaults for `flux schema validate`, of the kind Config in
 * schema.plugin.fluxcd.io/v1beta1 (fluxcd/flux-schema, docs: Flux Schema Config).
 */
export interface Config {
  /** What relative schema locations count from. */
  readonly folder: string;
  /** Files, folders, `default`, `ecosystem`, URLs, or templates such as `./schemas/{{.Group}}/{{.Kind}}.json`. */
  readonly schemaLocations: readonly string[];
  /** `Kind` or `apiVersion/Kind`. */
  readonly skipKinds: readonly string[];
  /** JSON pointers, maybe behind a kind and a colon: `Secret:/sops`. */
  readonly skipPaths: readonly string[];
  /** The same, for required fields that are missing. */
  readonly skipAbsentPaths: readonly string[];
  /** Patterns that names of files and folders are held against. */
  readonly skipFiles: readonly string[];
  readonly skipRules: boolean;
  readonly output: string | undefined;
}

/** What counts without a file: as there, names that begin with a dot are passed over. */
const noConfig: Config = {
  folder: '.',
  schemaLocations: [],
  skipKinds: [],
  skipPaths: [],
  skipAbsentPaths: [],
  skipFiles: ['.*'],
  skipRules: false,
  output: undefined,
};

const names = ['.fluxschema.yml', '.fluxschema.yaml'];

/**
 * Reads the file that is named, else the one in the working folder or the root of its repository, if there is one. Relative
 * schema locations in a file that is named count from the working folder, as for flux-schema, which knows no other
 * (cmd/flux-schema/config.go); in one that was found, from its own folder, where flux-schema's action runs.
 * Rejects with a sentence if the file cannot be read, is of another kind or holds a field that means nothing.
 */
export async function readConfig(named: string | undefined, folder: string): Promise<Config> {
  if (named !== undefined) return interpret(await readFile(named, 'utf8').catch(cannotRead(named)), named, folder);
  const repository = await gitRootOf(folder);
  for (const place of repository === undefined ? [folder] : [folder, repository]) {
    for (const name of names) {
      const path = join(place, name);
      if ((await lookAt(path)) === undefined) continue;
      return interpret(await readFile(path, 'utf8').catch(cannotRead(path)), path, place);
    }
  }
  return noConfig;
}

function interpret(text: string, path: string, folder: string): Config {
  const { apiVersion, kind, validate } = asRecord(parseYaml(text, path));
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : undefined;
  if (group !== 'schema.plugin.fluxcd.io' || kind !== 'Config') {
    throw new Error(`${path} is no configuration: it must be a Config of schema.plugin.fluxcd.io/v1beta1.`);
  }
  const settings = asRecord(validate);
  for (const [name, value] of Object.entries(settings)) {
    const wrong = whatIsWrong(name, value);
    if (wrong !== undefined) throw new Error(`${path}: validate.${name} ${wrong}.`);
  }
  const { skipFile, output } = settings;
  return {
    folder,
    schemaLocations: texts(settings['schemaLocation']),
    skipKinds: texts(settings['skipKind']),
    skipPaths: texts(settings['skipJSONPath']),
    skipAbsentPaths: texts(settings['skipJSONPathIfAbsent']),
    skipFiles: skipFile === undefined ? noConfig.skipFiles : texts(skipFile),
    skipRules: settings['skipCELRules'] === true,
    output: typeof output === 'string' ? output : undefined,
  };
}

/** The fields that flux-schema knows (api/v1beta1/config_types.go); it refuses others, as a misspelt one would skip nothing. */
const fields: Readonly<Record<string, 'list' | 'other'>> = {
  schemaLocation: 'list',
  skipKind: 'list',
  skipJSONPath: 'list',
  skipJSONPathIfAbsent: 'list',
  skipFile: 'list',
  skipMissingSchemas: 'other',
  skipCELRules: 'other',
  verbose: 'other',
  failFast: 'other',
  concurrent: 'other',
  insecureSkipTLSVerify: 'other',
  output: 'other',
};

function whatIsWrong(name: string, value: unknown): string | undefined {
  const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (shape === undefined) return `is not a field; there are ${Object.keys(fields).join(', ')}`;
  if (shape === 'list' && texts(value).length !== (Array.isArray(value) ? value.length : -1)) {
    return 'must be a list of texts';
  }
  const outputs: readonly unknown[] = ['text', 'json', 'yaml'];
  return name === 'output' && !outputs.includes(value) ? 'must be text, json or yaml' : undefined;
}

function parseYaml(text: string, path: string): unknown {
  const { root, problems } = readDocument(text);
  const problem = problems.find(({ warning }) => !warning);
  if (problem !== undefined) throw new Error(`${path} is no YAML: ${problem.message}`);
  return toJson(root);
}

function cannotRead(path: string): (error: unknown) => never {
  return (error) => {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = absent ? 'there is no such file.' : messageOf(error);
    throw new FailureError({ code: 'config', message: `The configuration ${path} cannot be read: ${why}` });
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
