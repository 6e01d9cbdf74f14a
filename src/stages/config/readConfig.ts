import { readManifest } from '../../manifests/manifestFile.ts';
import type { ForgeKind, StagesConfig } from '../terms/config.ts';
import type { ConfigProblem } from './problem.ts';
import {
  choiceOf,
  entriesOf,
  fieldsOf,
  flagOf,
  isAbsent,
  itemsOf,
  textOf,
  textsOf,
  type Field,
  type Report,
} from './reading.ts';
import { readStage } from './readStage.ts';
import { readPatterns } from './readPatterns.ts';

/** The name of the file, in the repository's root. */
export const configFileName = '.sluice.yaml';

/** What a `.sluice.yaml` says. */
export interface ReadConfig {
  /** Absent where anything is wrong: nothing is promoted by half a configuration. */
  readonly config: StagesConfig | undefined;
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
}

const rootFields = ['stages', 'protected', 'commit', 'pullRequest', 'forges'] as const;
const forgeKinds: readonly ForgeKind[] = ['github', 'gitlab', 'gitea', 'forgejo'];

/** Reads the text of a `.sluice.yaml`. Never throws. */
export function readConfig(text: string): ReadConfig {
  const problems: ConfigProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const [document, ...others] = readManifest(`/${configFileName}`, text).documents;
  const start = document?.start ?? 0;
  for (const { message, span, warning } of document?.content.problems ?? []) {
    if (!warning) report({ code: 'yaml-syntax', message, span });
  }
  const root: Field = { node: document?.content.root, where: '', span: { start: 0, end: 0 } };
  const config = problems.length > 0 ? undefined : readRoot(root, report);
  const placed = problems.map((problem) => ({
    ...problem,
    span: { start: problem.span.start + start, end: problem.span.end + start },
  }));
  const second = others.find(({ content }) => !isAbsent({ ...root, node: content.root }));
  if (second !== undefined) {
    const message = 'A .sluice.yaml is one document; what stands behind "---" is not read.';
    placed.push({ code: 'not-allowed', message, span: { start: second.start, end: second.end } });
  }
  placed.sort((one, other) => one.span.start - other.span.start);
  return { config: placed.length > 0 ? undefined : config, problems: placed };
}

function readRoot(root: Field, report: Report): StagesConfig | undefined {
  const { span } = root;
  if (isAbsent(root)) {
    report({
      code: 'missing-field',
      message: 'A .sluice.yaml needs "stages": a list of stages in order.',
      span,
    });
    return undefined;
  }
  const fields = fieldsOf(root, rootFields, report);
  return {
    stages: readStages(fields.get('stages'), root, report),
    protected: readPatterns(fields.get('protected'), report),
    commit: readCommit(fields.get('commit'), report),
    pullRequest: readPullRequest(fields.get('pullRequest'), report),
    forges: readForges(fields.get('forges'), report),
  };
}

function readStages(field: Field | undefined, root: Field, report: Report): StagesConfig['stages'] {
  const items = itemsOf(field, report);
  if (items.length === 0) {
    const { span } = field ?? root;
    const message = 'A .sluice.yaml needs "stages": a list of stages in order.';
    report({ code: 'missing-field', message, span: { start: span.start, end: Math.min(span.end, span.start + 1) } });
  }
  const seen = new Set<string>();
  return items.flatMap((item) => readStage(item, seen, report) ?? []);
}

function readCommit(field: Field | undefined, report: Report): StagesConfig['commit'] {
  if (isAbsent(field)) return { message: undefined, coAuthors: [] };
  const fields = fieldsOf(field, ['message', 'coAuthors'], report);
  return { message: textOf(fields.get('message'), report), coAuthors: readCoAuthors(fields.get('coAuthors'), report) };
}

function readCoAuthors(field: Field | undefined, report: Report): string[] {
  return itemsOf(field, report).flatMap((item) => {
    const text = textOf(item, report);
    if (text === undefined || /^[^<>\r\n]+ <[^<>\s]+>$/.test(text)) return text ?? [];
    report({ code: 'format', message: `${item.where} must be written as "Name <mail@example.org>".`, span: item.span });
    return [];
  });
}

function readPullRequest(field: Field | undefined, report: Report): StagesConfig['pullRequest'] {
  const nothing = { title: undefined, body: undefined, labels: [], reviewers: [], draft: false };
  if (isAbsent(field)) return nothing;
  const fields = fieldsOf(field, ['title', 'body', 'labels', 'reviewers', 'draft'], report);
  return {
    title: textOf(fields.get('title'), report),
    body: textOf(fields.get('body'), report),
    labels: textsOf(fields.get('labels'), report),
    reviewers: textsOf(fields.get('reviewers'), report),
    draft: flagOf(fields.get('draft'), report) ?? false,
  };
}

function readForges(field: Field | undefined, report: Report): StagesConfig['forges'] {
  return new Map(
    entriesOf(field, report).flatMap(([host, kind]) => {
      const word = choiceOf(kind, forgeKinds, report);
      return word === undefined ? [] : [[host, word] as const];
    }),
  );
}
