import { parseArgs } from 'node:util';
import { readDiffOptions, type DiffOptions } from './diff/diffOptions.ts';
import { flags, type Flag } from './flags.ts';
import { readBuildOptions, type BuildOptions } from './build/buildOptions.ts';
import { readValidateOptions, type ValidateOptions } from './validateOptions.ts';

/** What the command line asks for. */
export type Command =
  | { readonly command: 'validate'; readonly options: ValidateOptions }
  | { readonly command: 'build'; readonly options: BuildOptions }
  | { readonly command: 'diff'; readonly options: DiffOptions }
  | { readonly command: 'help' | 'version' }
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
} as const satisfies Readonly<Record<string, readonly Flag[]>>;

/** Reads the arguments that stand behind the program's name. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if (typeof parsed === 'string') return refuse(parsed);
  const { values, positionals } = parsed;
  if (values.help === true) return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  const [command, ...paths] = positionals;
  const names = Object.keys(commands).join(', ');
  if (command === undefined) return refuse(`Say what to do: sluice COMMAND. There are ${names}`);
  if (!isCommand(command)) return refuse(`There is no command "${command}". There are ${names}.`);
  const known: readonly string[] = commands[command];
  const foreign = Object.keys(values).find((flag) => !known.includes(flag));
  if (foreign !== undefined) return refuse(`--${foreign} is no option of sluice ${command}.`);
  switch (command) {
    case 'validate': {
      const options = readValidateOptions(values, paths);
      return typeof options === 'string' ? refuse(options) : { command, options };
    }
    case 'build': {
      const options = readBuildOptions(values, paths);
      return typeof options === 'string' ? refuse(options) : { command, options };
    }
    case 'diff': {
      const options = readDiffOptions(values, paths);
      return typeof options === 'string' ? refuse(options) : { command, options };
    }
  }
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

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}
