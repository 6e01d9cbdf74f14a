import { shortCommit } from '../../base/shortCommit.ts';
import { plainText } from '../../base/plainText.ts';
import type { RollbackPlan } from '../terms/rollback.ts';
import type { CommitSettings } from '../terms/config.ts';
import { cell, code } from './cells.ts';
import { automationAdvice } from './rollbackAdvice.ts';
import type { OriginalCommit } from './promotion.ts';

/** What the texts of a rollback are made of. */
export interface RollbackStory {
  /** For titles: `web`; for sentences: `Kustomization/flux-system/web`. */
  readonly name: string;
  readonly sentence: string;
  /** The stage, where it is of one. */
  readonly stage: string | undefined;
  /** The commit whose files are restored, and its subject. */
  readonly to: string;
  readonly subject: string;
  readonly plan: RollbackPlan;
  readonly doubts: readonly string[];
  /** What is undone: the commits since then that changed what is restored, the newest first. */
  readonly undone: readonly OriginalCommit[];
  readonly more: boolean;
  /** Issue keys found in these. */
  readonly issues: readonly string[];
  /** Of the CI run. */
  readonly buildNumber?: string;
}

/** Commits and files beyond these are counted, not named. */
const mostCommits = 50;
const mostFiles = 200;

const notes: Readonly<Partial<Record<RollbackPlan['changes'][number]['kind'], string>>> = {
  edit: ' (its own fields)',
  delete: ' (deleted)',
};

/** What a rollback does, in one line: `Roll back web in production to 1a2b3c4d`. */
export function rollbackTitle({ name, stage, to }: Pick<RollbackStory, 'name' | 'stage' | 'to'>): string {
  return plainText(`Roll back ${name}${stage === undefined ? '' : ` in ${stage}`} to ${shortCommit(to)}`, 120);
}

/** The message of a rollback's commit, with trailers. No value from elsewhere makes a line of its own. */
export function rollbackMessage(story: RollbackStory, { coAuthors }: Pick<CommitSettings, 'coAuthors'>): string {
  const { sentence, to, subject, plan, undone, more, issues, buildNumber } = story;
  const trailers = [
    `Rolled-Back: ${line(sentence)}`,
    `Rolled-Back-To: ${line(`${to} ${subject}`)}`,
    ...undone.slice(0, mostCommits).map((one) => `Undone-Commit: ${line(`${one.commit} ${one.subject}`)}`),
    ...(more || undone.length > mostCommits ? ['Undone-Commits-More: yes'] : []),
    ...unique(undone.map(({ author }) => `Undone-Author: ${line(author)}`)),
    ...issues.map((key) => `Issue: ${line(key)}`),
    ...(buildNumber === undefined ? [] : [`Build-Number: ${line(buildNumber)}`]),
    ...unique(coAuthors.map((person) => `Co-authored-by: ${line(person)}`)),
  ];
  const files = listed(
    plan.changes.map(({ kind, path }) => `- ${line(path)}${notes[kind] ?? ''}`),
    mostFiles,
    (count) => `- and ${count} more`,
  );
  const intro = `Restores what ${line(sentence)} read at ${shortCommit(to)}:`;
  return `${[rollbackTitle(story), '', intro, '', ...files, '', ...trailers].join('\n')}\n`;
}

/** Whether a commit is a rollback, by the trailers of its message; also where others squashed it. */
export function isRollback(body: string): boolean {
  return body.split('\n').some((one) => one.trimStart().startsWith('Rolled-Back-To: '));
}

/** The body of a rollback's pull request, in at most these characters. Text from elsewhere makes no link, mention or HTML. */
export function rollbackBody(story: RollbackStory, mostCharacters: number): string {
  for (const rows of [200, 50, 10, 1]) {
    const text = `${sections(story, rows).join('\n\n')}\n`;
    if (text.length <= mostCharacters) return text;
  }
  return `${sections(story, 1)
    .join('\n\n')
    .slice(0, Math.max(mostCharacters - 2, 0))}…\n`;
}

function sections(story: RollbackStory, rows: number): readonly string[] {
  const { sentence, to, subject, plan, doubts, undone, more } = story;
  const quoted = subject === '' ? '' : ` (${cell(subject)})`;
  return [
    `Restores the files that ${cell(sentence)} read at \`${shortCommit(to)}\`${quoted}. Whatever else happened since stays.`,
    ['| File | |', '| - | - |', ...listed(plan.changes.map(fileRow), rows, (count) => `| ${count} more | |`)].join(
      '\n',
    ),
    ...section(
      '### Undone',
      undone.map((one) => `- \`${shortCommit(one.commit)}\` ${cell(one.subject)} (${cell(nameOf(one.author))})`),
      { rows, more },
    ),
    ...section('### Rolled back with it', plan.others.map(otherRow), { rows }),
    ...section(
      '### Before merging',
      [
        ...plan.automations.map((one) => automationAdvice(one)),
        ...doubts,
        ...plan.kept.map((path) => `${path} is new since and stays, because others read it.`),
      ].map((text) => `- [ ] ${cell(text)}`),
      { rows },
    ),
  ];
}

function fileRow({ kind, path }: RollbackPlan['changes'][number]): string {
  return `| ${code(path)} | ${fileWords[kind]} |`;
}

const fileWords: Readonly<Record<RollbackPlan['changes'][number]['kind'], string>> = {
  edit: 'restored: its own fields alone',
  create: 'restored',
  copy: 'restored',
  delete: 'deleted: it is new since',
};

function otherRow({ name, declaredIn, effect, paths }: RollbackPlan['others'][number]): string {
  if (effect !== undefined) return `- ${cell(name)} (${code(declaredIn)}) ${cell(effect)}`;
  return `- ${cell(name)} (${code(declaredIn)}) reads ${paths.slice(0, 5).map(code).join(', ')}${paths.length > 5 ? ' and more' : ''}`;
}

function section(
  title: string,
  lines: readonly string[],
  { rows, more = false }: { readonly rows: number; readonly more?: boolean },
): readonly string[] {
  if (lines.length === 0) return [];
  const shown = listed(lines, rows, (count) => `- and ${count} more`);
  return [[title, '', ...shown, ...(more && lines.length <= rows ? ['- and earlier ones'] : [])].join('\n')];
}

function listed(lines: readonly string[], most: number, rest: (count: number) => string): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), rest(lines.length - most)];
}

function nameOf(author: string): string {
  return author.replace(/\s*<[^<>]*>\s*$/, '');
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function line(text: string): string {
  return plainText(text, 1_000);
}
