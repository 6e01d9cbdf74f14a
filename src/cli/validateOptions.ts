import type { Values } from './flags.ts';
import { isOneOf } from './isOneOf.ts';
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

/** Reads the options of `sluice validate`, or says what is wrong with them. */
export function readValidateOptions(values: Values, paths: readonly string[]): ValidateOptions | string {
  const { output, severity = 'information' } = values;
  if (output !== undefined && !isOneOf(output, outputs)) {
    return `There is no output "${output}". There are ${outputs.join(', ')}.`;
  }
  if (!isOneOf(severity, severities)) {
    return `There is no severity "${severity}". There are ${severities.join(', ')}.`;
  }
  for (const option of ['kubernetes-version', 'flux-version'] as const) {
    const version = values[option];
    if (version !== undefined && !/^v?\d+\.\d+/.test(version)) {
      return `"${version}" is no version for --${option}. Write one such as 1.34.`;
    }
  }
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    severity,
    schemaLocations: values['schema-location'] ?? [],
    lenientSubstitution: values['lenient-substitution'] === true,
    ...(output !== undefined && { output }),
    ...(values['kubernetes-version'] !== undefined && { kubernetesVersion: values['kubernetes-version'] }),
    ...(values['flux-version'] !== undefined && { fluxVersion: values['flux-version'] }),
    ...(values.config !== undefined && { config: values.config }),
  };
}
