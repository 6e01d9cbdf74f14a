import type { Stage } from '../terms/config.ts';
import { readGates } from './readGates.ts';
import { readPatterns } from './readPatterns.ts';
import { badFormat, choiceOf, fieldsOf, isAbsent, itemsOf, textOf, type Field, type Report } from './reading.ts';

const stageFields = ['name', 'paths', 'branch', 'context', 'change', 'gates', 'protected'] as const;

/** Reads an item of `stages`; `seen` are the names before it. */
export function readStage(item: Field, seen: Set<string>, report: Report): Stage | undefined {
  const fields = fieldsOf(item, stageFields, report);
  if (fields.size === 0) return undefined;
  const name = readName(fields.get('name'), item, seen, report);
  const paths = itemsOf(fields.get('paths'), report).flatMap((path) => readPath(path, report) ?? []);
  const branch = textOf(fields.get('branch'), report);
  if (isAbsent(fields.get('paths')) && isAbsent(fields.get('branch'))) {
    const message = `${item.where} needs "paths", the folders of the stage, or "branch", the branch that its cluster follows.`;
    report({ code: 'missing-field', message, span: fields.get('name')?.span ?? item.span });
  }
  const stage = {
    paths,
    branch,
    context: textOf(fields.get('context'), report),
    change: choiceOf(fields.get('change'), ['commit', 'pullRequest'], report) ?? 'pullRequest',
    gates: readGates(fields.get('gates'), report),
    protected: readPatterns(fields.get('protected'), report),
  };
  return name === undefined ? undefined : { name, ...stage };
}

function readName(field: Field | undefined, item: Field, seen: Set<string>, report: Report): string | undefined {
  if (field === undefined || isAbsent(field)) {
    report({
      code: 'missing-field',
      message: `${item.where} needs "name": what the stage is called, e.g. staging.`,
      span: firstLine(item),
    });
    return undefined;
  }
  const name = textOf(field, report);
  if (name === undefined) return undefined;
  if (!/^[\w.-]{1,63}$/.test(name)) {
    report(badFormat(field, 'a word of letters, digits, dots and dashes'));
    return undefined;
  }
  if (seen.has(name)) {
    report({
      code: 'not-allowed',
      message: `There are two stages "${name}". Names of stages are unique.`,
      span: field.span,
    });
    return undefined;
  }
  seen.add(name);
  return name;
}

function firstLine({ span }: Field): Field['span'] {
  return { start: span.start, end: Math.min(span.end, span.start + 1) };
}

function readPath(field: Field, report: Report): string | undefined {
  const text = textOf(field, report);
  if (text === undefined) return undefined;
  const path = text.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const isFolder = !path.startsWith('/') && !path.includes('\\') && !path.split('/').some((part) => part === '..');
  if (isFolder && path.length < 500) return path === '.' ? '' : path;
  report(
    badFormat(field, 'a folder within the repository, as seen from its root, e.g. clusters/staging or apps/*/staging'),
  );
  return undefined;
}
