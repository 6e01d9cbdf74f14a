import type { Values } from '../flags.ts';
import { isOneOf } from '../isOneOf.ts';
import { readTarget, type TargetOptions } from '../targetOptions.ts';
import { diffOutputs, type DiffOutput } from './output/diffOutput.ts';

/** What `sluice diff` is asked to do: without path and name all that the working folder holds is compared. */
export interface DiffOptions extends TargetOptions {
  readonly output: DiffOutput;
  /** A context of the kubeconfig instead of its current one. */
  readonly context?: string;
  /** Contexts of other clusters, by the namespace and name of what spec.kubeConfig names. */
  readonly remoteContexts: ReadonlyMap<string, string>;
}

/** Reads the options of `sluice diff`, or says what is wrong with them. */
export function readDiffOptions(values: Values, paths: readonly string[]): DiffOptions | string {
  const { output = 'text', context } = values;
  if (!isOneOf(output, diffOutputs)) return `There is no output "${output}". There are ${diffOutputs.join(', ')}.`;
  const target = readTarget(values, paths);
  if (typeof target === 'string') return target;
  if (target.path !== undefined && target.kustomization !== undefined) {
    return 'Name a path or a Kustomization, not both: in a cluster a name is enough.';
  }
  const pairs = (values['remote-context'] ?? []).map((pair) => /^([^/=]+\/[^/=]+)=(.+)$/.exec(pair) ?? pair);
  const wrong = pairs.find((pair) => typeof pair === 'string');
  if (wrong !== undefined) return `"${wrong}" names no remote cluster. Write --remote-context NAMESPACE/NAME=CONTEXT.`;
  const remoteContexts = new Map(pairs.flatMap((pair) => [[pair[1] ?? '', pair[2] ?? ''] as const]));
  return { ...target, output, remoteContexts, ...(context !== undefined && { context }) };
}
