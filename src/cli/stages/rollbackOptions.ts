import type { ChangeWay } from '../../stages/terms/config.ts';
import type { Values } from '../flags.ts';
import { isOneOf } from '../isOneOf.ts';
import { readTarget } from '../targetOptions.ts';
import { readStagesOptions, type StagesOptions } from './stagesOptions.ts';

/** What `sluice rollback` is asked to do. */
export interface RollbackOptions extends StagesOptions {
  readonly wanted: RollbackWanted;
  /** The revision whose files are restored; absent: revisions are listed. */
  readonly to?: string;
  readonly dryRun: boolean;
  /** Whether others that read the same files may be rolled back with it. */
  readonly withOthers: boolean;
  /** Absent: as the stage says. */
  readonly change?: ChangeWay;
  /** A context of the kubeconfig, to ask what ran; absent: that of the stage. */
  readonly context?: string;
  readonly remote?: string;
}

/** What is rolled back. */
export type RollbackWanted =
  | { readonly application: string; readonly stage: string }
  | { readonly kustomization: { readonly namespace: string; readonly name: string }; readonly stage?: string };

const ways: readonly ChangeWay[] = ['commit', 'pullRequest'];

/** Reads the options of `sluice rollback`, or says what is wrong with them. */
export function readRollbackOptions(values: Values, paths: readonly string[]): RollbackOptions | string {
  const options = readStagesOptions(values, paths);
  if (typeof options === 'string') return options;
  const wanted = readWanted(values);
  if (typeof wanted === 'string') return wanted;
  const { to, change, context, remote } = values;
  if (to === '') return 'Name a revision behind --to: a commit, a tag or a branch.';
  if (change !== undefined && !isOneOf(change, ways)) {
    return `"${change}" is no way of changing. Write --change commit or --change pullRequest.`;
  }
  const isDry = values['dry-run'] === true;
  if (isDry && to === undefined) return 'Name the revision that --dry-run is about: --to REV.';
  return {
    ...options,
    wanted,
    dryRun: isDry,
    withOthers: values['with-others'] === true,
    ...(to !== undefined && { to }),
    ...(change !== undefined && { change }),
    ...(context !== undefined && { context }),
    ...(remote !== undefined && { remote }),
  };
}

function readWanted(values: Values): RollbackWanted | string {
  const { app = [], stage } = values;
  const target = readTarget(values, []);
  if (typeof target === 'string') return target;
  const { kustomization } = target;
  const [application, ...others] = app;
  const usage = 'Say what to roll back: --app NAME --stage STAGE, or --kustomization NAMESPACE/NAME.';
  if (others.length > 0 || (application !== undefined && kustomization !== undefined)) {
    return `One at a time is rolled back. ${usage}`;
  }
  if (application !== undefined) return stage === undefined ? `In which stage? ${usage}` : { application, stage };
  if (kustomization === undefined) return usage;
  const { namespace, name } = kustomization;
  if (namespace === undefined) return `In which namespace? Write --kustomization NAMESPACE/${name}.`;
  return { kustomization: { namespace, name }, ...(stage !== undefined && { stage }) };
}
