import type { Values } from '../flags.ts';
import { isOneOf } from '../isOneOf.ts';

/** The ways in which stages and promotions can be printed. */
const stagesOutputs = ['text', 'json'] as const;

/** What `sluice stages` is asked to do. */
export interface StagesOptions {
  readonly output: (typeof stagesOutputs)[number];
}

/** What `sluice compare` is asked to do. */
export interface CompareOptions extends StagesOptions {
  readonly from: string;
  readonly to: string;
  /** Keys of applications; empty: all. */
  readonly applications: readonly string[];
}

/** What `sluice promote` is asked to do. */
export interface PromoteOptions extends CompareOptions {
  readonly dryRun: boolean;
  /** Fields beside versions, as `sluice compare` names them. */
  readonly fields: readonly string[];
  /** Files and folders that are copied as they are, from the repository's root, without a slash at the end. */
  readonly copied: readonly string[];
  readonly remote?: string;
}

/** Reads the options of `sluice stages`, or says what is wrong with them. */
export function readStagesOptions({ output = 'text' }: Values, paths: readonly string[]): StagesOptions | string {
  const [extra] = paths;
  if (extra !== undefined) return `"${extra}" is not understood here. Another folder is named by -C ${extra}.`;
  if (!isOneOf(output, stagesOutputs)) return `There is no output "${output}". There are ${stagesOutputs.join(', ')}.`;
  return { output };
}

/** Reads the options of `sluice compare`, or says what is wrong with them. */
export function readCompareOptions(values: Values, paths: readonly string[]): CompareOptions | string {
  const options = readStagesOptions(values, paths);
  if (typeof options === 'string') return options;
  const { from, to, app = [] } = values;
  if (from === undefined || from === '' || to === undefined || to === '') {
    return 'Say between which stages: --from STAGE --to STAGE.';
  }
  if (from === to) return `"${from}" and "${to}" are one stage.`;
  return { ...options, from, to, applications: app };
}

/** Reads the options of `sluice promote`, or says what is wrong with them. */
export function readPromoteOptions(values: Values, paths: readonly string[]): PromoteOptions | string {
  const options = readCompareOptions(values, paths);
  if (typeof options === 'string') return options;
  const { field = [], path = [], remote } = values;
  const copied = path.map((one) => one.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, ''));
  if (copied.some((one) => one === '' || one === '.')) return 'Name a file or folder of the stage by --path, not all.';
  const dryRun = values['dry-run'] === true;
  if (field.length > 0 && options.applications.length === 0)
    return 'Name the applications that --field is about: --app NAME.';
  return { ...options, dryRun, fields: field, copied, ...(remote !== undefined && { remote }) };
}
