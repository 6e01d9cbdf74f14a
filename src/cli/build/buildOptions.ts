import type { Values } from '../flags.ts';
import { isOneOf } from '../isOneOf.ts';
import { readTarget, type TargetOptions } from '../targetOptions.ts';

/** The ways in which a build can be printed. */
const buildOutputs = ['yaml', 'json'] as const;

/** What `sluice build` is asked to do: a path or a name is there. */
export interface BuildOptions extends TargetOptions {
  readonly output: (typeof buildOutputs)[number];
  /** A Git revision instead of the worktree. */
  readonly revision?: string;
  /** Whether undeclared variables are left alone. */
  readonly lenientSubstitution: boolean;
}

/** Reads the options of `sluice build`, or says what is wrong with them. */
export function readBuildOptions(values: Values, paths: readonly string[]): BuildOptions | string {
  const { output = 'yaml', revision } = values;
  if (!isOneOf(output, buildOutputs)) return `There is no output "${output}". There are ${buildOutputs.join(', ')}.`;
  if (revision === '') return 'Name a revision behind --revision: a branch, a tag or a commit.';
  const target = readTarget(values, paths);
  if (typeof target === 'string') return target;
  if (target.path === undefined && target.kustomization === undefined) {
    return 'Say what to build: sluice build PATH, or --kustomization [NAMESPACE/]NAME.';
  }
  return {
    ...target,
    output,
    lenientSubstitution: values['lenient-substitution'] === true,
    ...(revision !== undefined && { revision }),
  };
}
