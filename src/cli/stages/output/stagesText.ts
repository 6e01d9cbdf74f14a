import type { Project } from '../../../promote/reading/project.ts';
import type { StageOverview } from '../../../promote/overview.ts';
import { applicationId, kindWord } from '../../../stages/terms/applicationId.ts';
import type { Stage } from '../../../stages/terms/config.ts';
import type { ApplicationComparison, Difference, DifferenceClass, Side } from '../../../stages/terms/difference.ts';
import { decidingVersion, isBehind } from '../../../stages/terms/decidingVersion.ts';
import { movedWhat } from '../../../stages/words/moveText.ts';
import { plainText } from '../../../base/plainText.ts';
import { table } from './table.ts';

/** The stages with their applications: name, version, and where the next stages are with it. */
export function stagesText(project: Project, overview: readonly StageOverview[]): string {
  const blocks = overview.map(({ stage, applications, next }) => {
    const compared = next.map(
      (to) => [to.stage, new Map(to.comparisons.map((one) => [applicationId(one), one]))] as const,
    );
    const rows = applications.map((one) => {
      const { key, kind, version } = one;
      const told = compared.map(([to, comparisons]) => nextText(comparisons.get(applicationId(one)), to));
      return [`  ${key}`, kindWord(kind), version?.value ?? '-', told.filter((text) => text !== '').join(', ')];
    });
    const lines = table(rows).flatMap((line, index) => [line, ...doubtsOf(applications[index])]);
    return [headOf(stage, project), ...(rows.length === 0 ? ['  (no applications)'] : lines)].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** More of one application nobody reads: `--output json` has all. */
const mostDoubts = 3;

function doubtsOf(application: StageOverview['applications'][number] | undefined): readonly string[] {
  const doubts = application?.doubts ?? [];
  const more = doubts.length > mostDoubts ? [`and ${doubts.length - mostDoubts} more`] : [];
  return [...doubts.slice(0, mostDoubts), ...more].map((doubt) => `      ? ${plainText(doubt, 300)}`);
}

function headOf(stage: Stage, { places, config }: Project): string {
  const isLast = config.stages.at(-1) === stage;
  const where = stage.paths.length > 0 ? stage.paths.join(', ') : (places.get(stage.name) ?? '');
  const way =
    config.stages[0] === stage && !isLast
      ? ''
      : `, changed by ${stage.change === 'commit' ? 'commit' : 'pull request'}`;
  return `${stage.name} (${where}${way})`;
}

/** How far a stage after this one is with an application. */
function nextText(comparison: ApplicationComparison | undefined, next: string): string {
  if (comparison === undefined) return '';
  const there = thereText(comparison);
  switch (comparison.standing) {
    case 'behind':
      return `> ${next} is at ${there}`;
    case 'mixed':
      return `> ${next} is at ${there}, partly ahead`;
    case 'unknown':
      return `~ ${next} differs, at ${there}`;
    case 'ahead':
      return `< ${next} is ahead, at ${there}`;
    case 'missing':
      return `+ ${next} lacks it`;
    case 'same':
    case 'none':
      return '';
  }
}

/** The version that tells how the next stage stands, named where it is not the one that is shown. */
function thereText(comparison: ApplicationComparison): string {
  const deciding = decidingVersion(comparison);
  if (deciding === undefined) return 'another version';
  const { subject, there = '(none)', others } = deciding;
  const more = others === 0 ? '' : ` and ${others} more`;
  return plainText(subject === undefined ? there : `${subject} ${there}`, 100) + more;
}

/** Two stages side by side: the differences of each application, versions first. */
export function compareText(
  project: Pick<Project, 'stages'>,
  { from, to }: { readonly from: string; readonly to: string },
  all: readonly ApplicationComparison[],
): string {
  const lineOf = lineFinder(project, to);
  const different = all.filter(({ differences, standing }) => differences.length > 0 || standing === 'missing');
  const behind = all.filter(isBehind).length;
  const head = `${from} -> ${to}: ${different.length} of ${all.length} applications differ, ${behind} behind`;
  const blocks = different.map((comparison) => {
    const rows = comparison.differences.map((one) => [
      `  ${classWords[one.class]}`,
      movedWhat(one),
      valuesOf(one),
      placeOf(one, lineOf),
    ]);
    return ['', `${comparison.key} (${kindWord(comparison.kind)})${standingText(comparison, to)}`, ...table(rows)].join(
      '\n',
    );
  });
  return `${[head, ...blocks].join('\n')}\n`;
}

const classWords: Readonly<Record<DifferenceClass, string>> = {
  version: 'version',
  configuration: 'configuration',
  onlyInSource: 'missing',
  onlyInTarget: 'additional',
};

function standingText({ standing, source }: ApplicationComparison, to: string): string {
  if (standing === 'missing') return source === undefined ? `: only in ${to}` : `: not in ${to}`;
  if (standing === 'unknown') return `: ${to} differs`;
  return standing === 'none' || standing === 'same'
    ? ''
    : `: ${to} is ${standing === 'mixed' ? 'partly behind' : standing}`;
}

function valuesOf({ source, target, class: kind }: Difference): string {
  if (kind === 'onlyInSource') return valueOf(source);
  if (kind === 'onlyInTarget') return valueOf(target);
  // Of a Secret no value is shown.
  if (source !== undefined && source.value === target?.value) return 'differs';
  return `${valueOf(source)} -> ${valueOf(target)}`;
}

function valueOf(side: Side | undefined): string {
  return side === undefined ? '(none)' : plainText(side.value, 60);
}

function placeOf({ source, target, protected: protection }: Difference, lineOf: (side: Side) => string): string {
  const side = target ?? source;
  const place = side === undefined ? '' : target === undefined ? side.place.path : lineOf(side);
  return protection === undefined ? place : `${place}  (meant to differ: ${plainText(protection.reason)})`;
}

function lineFinder({ stages }: Pick<Project, 'stages'>, name: string): (side: Side) => string {
  const files = stages.find(({ stage }) => stage.name === name)?.files;
  return ({ place: { path, span } }) => {
    const before = files?.get(path)?.slice(0, span.start);
    return before === undefined ? path : `${path}:${before.split('\n').length}`;
  };
}
