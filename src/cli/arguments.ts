import { parseArgs } from 'node:util';
import { readDiffOptions, type DiffOptions } from './diff/diffOptions.ts';
import { flags, type Flag, type Values } from './flags.ts';
import { readBuildOptions, type BuildOptions } from './build/buildOptions.ts';
import {
  readCompareOptions,
  readPromoteOptions,
  readStagesOptions,
  type CompareOptions,
  type PromoteOptions,
  type StagesOptions,
} from './stages/stagesOptions.ts';
import { readRollbackOptions, type RollbackOptions } from './stages/rollbackOptions.ts';
import type { CommandName } from './usage.ts';
import { readValidateOptions, type ValidateOptions } from './validateOptions.ts';

/** A command that is to be done. */
type Asked =
  | { readonly command: 'validate'; readonly options: ValidateOptions }
  | { readonly command: 'build'; readonly options: BuildOptions }
  | { readonly command: 'diff'; readonly options: DiffOptions }
  | { readonly command: 'stages'; readonly options: StagesOptions }
  | { readonly command: 'compare'; readonly options: CompareOptions }
  | { readonly command: 'promote'; readonly options: PromoteOptions }
  | { readonly command: 'rollback'; readonly options: RollbackOptions };

/** What the command line asks for. */
export type Command =
  | Asked
  /** `directory`: the folder to work in instead of this one. */
  | (Asked & { readonly directory: string })
  /** `about`: one command instead of all. */
  | { readonly command: 'help'; readonly about: CommandName | undefined }
  | { readonly command: 'version' }
  /** It cannot be understood; a sentence for the person. */
  | { readonly command: 'refuse'; readonly why: string };

/** The commands, with the options that each knows. */
const commands = {
  validate: [
    'output',
    'severity',
    'kubernetes-version',
    'flux-version',
    'schema-location',
    'config',
    'lenient-substitution',
  ],
  build: ['output', 'kustomization', 'revision', 'lenient-substitution'],
  diff: ['output', 'kustomization', 'context', 'remote-context'],
  stages: ['output'],
  compare: ['output', 'from', 'to', 'app'],
  promote: ['output', 'from', 'to', 'app', 'field', 'path', 'remote', 'dry-run'],
  rollback: ['output', 'kustomization', 'app', 'stage', 'to', 'with-others', 'change', 'context', 'remote', 'dry-run'],
} as const satisfies Readonly<Record<CommandName, readonly Flag[]>>;

/** Reads the arguments that stand behind the program's name. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if (typeof parsed === 'string') return refuse(parsed);
  const { values, positionals } = parsed;
  const [command, ...paths] = positionals;
  if (values.help === true) {
    return { command: 'help', about: command !== undefined && isCommand(command) ? command : undefined };
  }
  if (values.version === true) return { command: 'version' };
  const names = Object.keys(commands).join(', ');
  if (command === undefined) return refuse(`Say what to do: sluice COMMAND. There are ${names}`);
  if (!isCommand(command)) return refuse(`There is no command "${command}". There are ${names}.`);
  const known: readonly string[] = commands[command];
  const foreign = Object.keys(values).find((flag) => flag !== 'directory' && !known.includes(flag));
  if (foreign !== undefined) return refuse(`--${foreign} is no option of sluice ${command}.`);
  const read = readOptions(command, values, paths);
  return typeof read === 'string'
    ? refuse(read)
    : { ...read, ...(values.directory && { directory: values.directory }) };
}

/** The command with its options, or what is wrong with them. */
function readOptions(command: CommandName, values: Values, paths: readonly string[]): Asked | string {
  switch (command) {
    case 'validate':
      return withOptions(command, readValidateOptions(values, paths));
    case 'build':
      return withOptions(command, readBuildOptions(values, paths));
    case 'diff':
      return withOptions(command, readDiffOptions(values, paths));
    case 'stages':
      return withOptions(command, readStagesOptions(values, paths));
    case 'compare':
      return withOptions(command, readCompareOptions(values, paths));
    case 'promote':
      return withOptions(command, readPromoteOptions(values, paths));
    case 'rollback':
      return withOptions(command, readRollbackOptions(values, paths));
  }
}

function withOptions<Name extends string, Options>(
  command: Name,
  options: Options | string,
): { readonly command: Name; readonly options: Options } | string {
  return typeof options === 'string' ? options : { command, options };
}

type Parsed = ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: true }>>;

function parse(args: readonly string[]): Parsed | string {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ', 1)[0] ?? '') : String(error);
  }
}

function refuse(why: string): Command {
  return { command: 'refuse', why: `${why.replace(/\.$/, '')}. See sluice --help.` };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
