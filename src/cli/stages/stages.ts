import { FailureError } from '../../base/failure.ts';
import type { Project } from '../../promote/reading/project.ts';
import type { PromotionWish } from '../../promote/promotion/preparePromotion.ts';
import type { ApplicationComparison, Difference } from '../../stages/terms/difference.ts';
import { fieldText } from '../../stages/terms/fieldText.ts';
import { movedWhat } from '../../stages/words/moveText.ts';
import { preselected } from '../../stages/terms/preselected.ts';
import { slashed } from '../../files/slashes.ts';
import { lazy } from '../lazy.ts';
import { compareJson, stagesJson } from './output/stagesJson.ts';
import { compareText, stagesText } from './output/stagesText.ts';
import type { CompareOptions, PromoteOptions, StagesOptions } from './stagesOptions.ts';
import { applicationId, applicationsNamed } from '../../stages/terms/applicationId.ts';
import { severalApplications, unknownApplication } from '../../stages/words/unknownApplication.ts';

/** What a command prints, and what it ends with. */
export interface Printed {
  readonly out: string;
  /** Sentences for standard error. */
  readonly notes: readonly string[];
  readonly code: number;
}

/** Lists the stages of the repository around the working folder with what each holds. Rejects with a sentence, or the signal's reason. */
export async function stages({ output }: StagesOptions, signal: AbortSignal): Promise<Printed> {
  const project = await open(signal);
  const overview = lazy('promote').stageOverview(project);
  const out = output === 'json' ? stagesJson(project, overview) : stagesText(project, overview);
  return { out, notes: lazy('promote').idlePathNotes(project, project.stages), code: 0 };
}

/** Compares two stages: 0 the same, 1 different. Rejects with a sentence, or the signal's reason. */
export async function compare(options: CompareOptions, signal: AbortSignal): Promise<Printed> {
  const { from, to, output } = options;
  const project = await open(signal);
  const { comparisons, notes } = await lazy('promote').compareWithPast(project, { from, to }, signal);
  const all = chosen(comparisons, options);
  const out = output === 'json' ? compareJson(project, options, all) : compareText(project, options, all);
  const idle = lazy('promote').idlePathNotes(project, project.stages);
  return { out, notes: [...idle, ...notes], code: all.some(({ differences }) => differences.length > 0) ? 1 : 0 };
}

/** Opens the project around the working folder. */
export function open(signal: AbortSignal): Promise<Project> {
  return lazy('promote').openProject(slashed('.'), signal);
}

/** The applications that were named, else all. Throws a sentence for one that is in neither stage, and for a name of several. */
export function chosen(
  all: readonly ApplicationComparison[],
  { applications, from, to }: Pick<CompareOptions, 'applications' | 'from' | 'to'>,
): readonly ApplicationComparison[] {
  if (applications.length === 0) return all;
  const ids = new Set(
    applications.map((name) => {
      const found = applicationsNamed(all, name);
      const [only, other] = found;
      if (only !== undefined && other === undefined) return applicationId(only);
      const message = only === undefined ? unknownApplication(name, [from, to], all) : severalApplications(name, found);
      throw new FailureError({ code: only === undefined ? 'noApplication' : 'severalApplications', message });
    }),
  );
  return all.filter((one) => ids.has(applicationId(one)));
}

/**
 * What `--app`, `--field` and `--path` choose among `all`, which were named: versions that are behind, applications that the
 * target lacks, fields by their names. Throws a sentence for an unknown field.
 */
export function wishOf(
  all: readonly ApplicationComparison[],
  { applications, fields, copied }: Pick<PromoteOptions, 'applications' | 'fields' | 'copied'>,
): PromotionWish {
  // Who names paths alone means nothing else.
  if (copied.length > 0 && applications.length === 0) return { applications: [], paths: copied };
  const ids = new Set(all.flatMap((one) => preselected(one, applications.length > 0).map(({ id }) => id)));
  for (const field of fields) {
    const found = all.flatMap(({ differences }) => differences.filter((one) => isNamed(one, field)));
    if (found.length === 0) {
      const message = `No difference of ${applications.join(', ')} is in the field "${field}". sluice compare lists them.`;
      throw new FailureError({ code: 'noField', message });
    }
    for (const { id } of found) ids.add(id);
  }
  if (applications.length === 0) return { differences: ids };
  // Who names what the other stage lacks wants it there.
  const copies = new Set(all.filter(({ target }) => target === undefined).map(applicationId));
  return { applications: all.map(applicationId), differences: ids, copies, paths: copied };
}

/** By its path, or as `sluice compare` prints it. */
function isNamed(difference: Difference, name: string): boolean {
  return name !== '' && [fieldText(difference.field), movedWhat(difference)].includes(name.trim());
}
