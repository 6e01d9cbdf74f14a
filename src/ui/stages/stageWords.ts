import { l10n } from 'vscode';
import { plainText } from '../../base/plainText.ts';
import type { FollowedRequest } from '../../promote/requests/followedRequest.ts';
import { decidingVersion } from '../../stages/terms/decidingVersion.ts';
import type { ApplicationKind } from '../../stages/terms/application.ts';
import type { ApplicationRow, NextStage, StageRow } from './stageRows.ts';
import type { RunningState } from './stageHealth.ts';
import type { StagesRead } from './stagesState.ts';

const t = l10n.t;

/** What a person calls an application: by its key, as in all stages. */
export function applicationName({ application: { key, name } }: ApplicationRow): string {
  return plainText(key === '*' ? name : key);
}

/** `Kustomization`, `HelmRelease` ... */
export function kindWord(kind: ApplicationKind): string {
  switch (kind) {
    case 'kustomization':
      return 'Kustomization';
    case 'helmRelease':
      return 'HelmRelease';
    case 'overlay':
      return t('overlay');
    case 'resourceSet':
      return 'ResourceSet';
  }
}

/** The version as written, with the one that runs where that is a range; empty where none is written. */
export function versionText({ application: { version } }: ApplicationRow, running?: RunningState): string {
  if (version === undefined) return '';
  return plainText(
    running?.version === undefined ? version.value : t('{0} ({1} runs)', version.value, running.version),
  );
}

/**
 * How the stages after it stand, as short as it can be told beside the version: `> 1.3.2` is behind, `< 1.5.0` ahead, `≠ abc` of no known order. Of several
 * stages each is named, unless all are the same. Empty where there is nothing to do.
 */
function nextText(row: ApplicationRow): string {
  const told = row.next.map((next) => ({ stage: next.stage, text: nextShort(next) }));
  const texts = [...new Set(told.map(({ text }) => text))];
  const named = told.flatMap(({ stage, text }) => (text === '' ? [] : [`${stage} ${text}`]));
  return plainText(texts.length > 1 ? named.join(', ') : (texts[0] ?? ''));
}

function nextShort({ comparison }: NextStage): string {
  const there = decidingText(comparison, 'there');
  switch (comparison.standing) {
    case 'behind':
    case 'mixed':
      return there === '' ? t('> behind') : `> ${there}`;
    case 'ahead':
      return there === '' ? t('< ahead') : `< ${there}`;
    case 'unknown':
      return there === '' ? t('\u2260 other versions') : `\u2260 ${there}`;
    case 'missing':
      return comparison.source === undefined ? '' : t('not there');
    case 'same':
    case 'none':
      return '';
  }
}

/** How a stage after it stands, in words; empty where it is the same. */
export function nextSentence({ stage, comparison }: NextStage): string {
  const { standing, source } = comparison;
  const there = decidingText(comparison, 'there');
  switch (standing) {
    case 'behind':
      return there === '' ? t('{0} is behind', stage) : t('{0} is at {1}', stage, there);
    case 'ahead':
      return there === '' ? t('{0} is ahead', stage) : t('{0} is ahead at {1}', stage, there);
    case 'mixed':
      return there === ''
        ? t('{0} is behind in parts and ahead in others', stage)
        : t('{0} is at {1}, partly ahead', stage, there);
    case 'unknown':
      return there === ''
        ? t('{0} differs', stage)
        : t('{0} differs, at {1}, which may be older or newer', stage, there);
    case 'missing':
      return source === undefined ? '' : t('not in {0}', stage);
    case 'same':
    case 'none':
      return '';
  }
}

/** The version that tells how two stages stand, named where it is not the one that is shown; empty where there is none. */
export function decidingText(comparison: NextStage['comparison'], side: 'here' | 'there'): string {
  const deciding = decidingVersion(comparison);
  const value = deciding?.[side];
  if (deciding === undefined || value === undefined) return '';
  const text = plainText(deciding.subject === undefined ? value : `${deciding.subject} ${value}`);
  return deciding.others === 0 ? text : t('{0} and {1} more', text, deciding.others);
}

/** What stands beside the label of an application. */
export function applicationDescription(row: ApplicationRow, running: RunningState | undefined): string {
  // A narrow side bar cuts off the end, so that what is longest comes last.
  const versions = [versionText(row, running), nextText(row)].filter((part) => part !== '').join(' ');
  return joined([versions, ...row.requests.map(requestText), plainText(running?.text ?? '')]);
}

/** `#12 open`. */
function requestText({ number, merged }: FollowedRequest): string {
  return merged === undefined ? t('#{0} open', number) : t('#{0} merged', number);
}

/** What stands beside the label of a stage. */
export function stageDescription({ stage, next, requests }: StageRow): string {
  return joined([
    ...requests.map(requestText),
    ...behindTexts(next),
    plainText(stage.branch ?? ''),
    plainText(stage.context ?? ''),
  ]);
}

/** "production is behind in 3", of each that is. */
function behindTexts(next: StageRow['next']): readonly string[] {
  return next.flatMap(({ stage, behind }) =>
    behind === 0 ? [] : [plainText(t('{0} is behind in {1}', stage, behind))],
  );
}

/** What stands beside a repository: that its stages are recognised; empty where its file names them. */
export function repositoryDescription({ project }: StagesRead): string {
  return project.from === 'file' ? '' : stageTexts.recognised();
}

/** What a screen reader says of an application's row. */
export function accessibleApplication(row: ApplicationRow, running: RunningState | undefined): string {
  const { application, next } = row;
  const version = versionText(row, running);
  return sentence([
    `${kindWord(application.kind)} ${applicationName(row)}`,
    version === '' ? t('no version') : t('version {0}', version),
    ...row.requests.map((one) => t('pull request {0}', requestText(one))),
    ...(running === undefined ? [] : [running.word, plainText(running.text)]),
    ...next.map((one) => plainText(nextSentence(one))),
  ]);
}

/** What a screen reader says of a stage's row. */
export function accessibleStage(row: StageRow): string {
  const { stage, children, place } = row;
  return sentence([
    t('stage {0}', plainText(stage.name)),
    children.length === 1 ? t('1 application') : t('{0} applications', children.length),
    plainText(place),
    ...behindTexts(row.next),
  ]);
}

/** Sentences and titles of the view, its commands and the matrix. */
export const stageTexts = {
  reading: () => t('Reading the stages'),
  noFolder: () => t('Open the folder of a repository first: its stages are read from files.'),
  restricted: () => t('In Restricted Mode Sluice runs no Git and reads no stages. Trust this workspace first.'),
  recognised: () => t('recognised by its layout'),
  pickRepository: () => t('The stages of which repository?'),
  gone: () => t('# This stage is not there any more.\n'),
  notThere: (path: string) => t('{0} is not there any more.', path),
  lines: {
    change: (way: string) => (way === 'commit' ? t('changed by commits') : t('changed by pull requests')),
    files: (place: string) => t('files of {0}', place),
    context: (context: string) => t('cluster {0}', context),
    notConnected: () => t('health is shown where this cluster is connected'),
    declared: (path: string) => t('declared in {0}', path),
    differences: (count: number, stage: string) =>
      count === 1 ? t('differs in 1 field from {0}', stage) : t('differs in {0} fields from {1}', count, stage),
    protectedOnes: (count: number) => t('{0} of them on purpose', count),
  },
  compare: {
    pickPair: () => t('Compare which stages?'),
    pair: (from: string, to: string) => `${from} \u2194 ${to}`,
    pickApplications: (from: string, to: string) => t('Compare which applications of {0} and {1}?', from, to),
    same: (from: string, to: string) => t('{0} and {1} hold the same.', from, to),
    sameFiles: (from: string, to: string) =>
      t('No file of {0} differs from one of {1}: what differs comes from files that both read.', from, to),
    onlyOne: () => t('There is only one stage, so there is nothing to compare it with.'),
    onlyIn: (stage: string) => t('only in {0}', stage),
    fields: (count: number) => (count === 1 ? t('1 field') : t('{0} fields', count)),
    title: (from: string, to: string) => t('Flux: {0} \u2194 {1}', from, to),
    building: (from: string, to: string) => t('Building {0} and {1}', from, to),
    buildsTitle: (from: string, to: string) => t('builds of {0} \u2194 {1}', from, to),
    sameBuilds: (from: string, to: string) => t('What Flux builds in {0} and {1} is the same.', from, to),
    notAll: (why: string) => t('Not all could be built. {0}', why),
  },
  configure: {
    title: () => t('.sluice.yaml: what would be written'),
    write: () => t('Write .sluice.yaml'),
    example: () => t('It is an example: fill in your stages.'),
    leave: () => t('Write Nothing'),
    exists: () => t('.sluice.yaml was written meanwhile, so it is left as it is.'),
    pickFolder: () => t('Configure the stages of which folder?'),
  },
  matrix: {
    title: () => t('Stage Matrix'),
    caption: (folder: string) => t('Applications of {0} by stage', folder),
    application: () => t('Application'),
    filter: () => t('Filter'),
    onlyBehind: () => t('Only where a stage is behind or lacks something'),
    shown: () => t('Applications shown:'),
    open: (application: string, stage: string, version: string) =>
      t('Open {0} in {1}, {2}', application, stage, version),
    absent: () => t('not here'),
    noVersion: () => t('no version'),
    behind: (stage: string, version: string) =>
      version === '' ? t('behind {0}', stage) : t('behind {0}, which is at {1}', stage, version),
    differs: (stage: string, version: string) =>
      version === '' ? t('differs from {0}', stage) : t('differs from {0}, which is at {1}', stage, version),
    lacks: (stage: string) => t('not here, but in {0}', stage),
  },
} as const;

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' \u00b7 ');
}

function sentence(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
