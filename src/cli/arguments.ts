import { parseArgs } from 'node:util';
import { outputs, type OutputName } from './output/outputs.ts';
import { severities, type Severity } from './severity.ts';

/** What `sluice validate` is asked to do; absent options leave the choice to the configuration file. */
export interface ValidateOptions {
  /** Files and folders as given, `-` for standard input; never empty. */
  readonly paths: readonly string[];
  readonly output?: OutputName;
  /** Findings milder than this are neither shown nor counted. */
  readonly severity: Severity;
  readonly kubernetesVersion?: string;
  readonly fluxVersion?: string;
  readonly schemaLocations: readonly string[];
  readonly config?: string;
  /** Whether undeclared variables are left alone. */
  readonly lenientSubstitution: boolean;
}

/** What the command line asks for. */
export type Command =
  | { readonly command: 'validate'; readonly options: ValidateOptions }
  | { readonly command: 'help' | 'version' }
  /** It cannot be understood; a sentence for the person. */
  | { readonly command: 'refuse'; readonly why: string };

const flags = {
  output: { type: 'string', short: 'o' },
  severity: { type: 'string' },
  'kubernetes-version': { type: 'string' },
  'flux-version': { type: 'string' },
  'schema-location': { type: 'string', short: 's', multiple: true },
  config: { type: 'string' },
  'lenient-substitution': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Reads the arguments that stand behind the program's name. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if (typeof parsed === 'string') return refuse(parsed);
  const { values, positionals } = parsed;
  if (values.help === true) return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) return refuse('Say what to do: sluice validate [PATH...]');
  if (command !== 'validate') return refuse(`There is no command "${command}". There is: validate.`);
  const { output, severity = 'information' } = values;
  if (output !== undefined && !isOneOf(output, outputs)) {
    return refuse(`There is no output "${output}". There are ${outputs.join(', ')}.`);
  }
  if (!isOneOf(severity, severities)) {
    return refuse(`There is no severity "${severity}". There are ${severities.join(', ')}.`);
  }
  for (const option of ['kubernetes-version', 'flux-version'] as const) {
    const version = values[option];
    if (version !== undefined && !/^v?\d+\.\d+/.test(version)) {
      return refuse(`"${version}" is no version for --${option}. Write one such as 1.34.`);
    }
  }
  return {
    command: 'validate',
    options: {
      paths: paths.length === 0 ? ['.'] : paths,
      severity,
      schemaLocations: values['schema-location'] ?? [],
      lenientSubstitution: values['lenient-substitution'] === true,
      ...(output !== undefined && { output }),
      ...(values['kubernetes-version'] !== undefined && { kubernetesVersion: values['kubernetes-version'] }),
      ...(values['flux-version'] !== undefined && { fluxVersion: values['flux-version'] }),
      ...(values.config !== undefined && { config: values.config }),
    },
  };
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

function isOneOf<Name extends string>(value: string, names: readonly Name[]): value is Name {
  return (names as readonly string[]).includes(value);
}
