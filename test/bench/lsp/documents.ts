import type { Diagnostic, Range } from 'vscode-languageserver/node';
import { deployment } from '../manifests/sample.ts';

/** A document that is typed in: the same keystroke makes a field unknown, and known again. */
export interface TypedDocument {
  readonly text: string;
  /** Where the letter goes in, and what takes it away. */
  readonly before: Range;
  readonly after: Range;
  readonly isBroken: (diagnostics: readonly Diagnostic[]) => boolean;
}

/** The name of the field that is typed in. */
const field = 'imagePullPolicy';
const letter = 'x';

/** A Deployment of 54 lines. */
export function shortDocument(): TypedDocument {
  return typed(deployment('web'));
}

/** Deployments to about so many lines, each a document of its own; what is typed is in the middle. */
export function longFile(lines: number): TypedDocument {
  const one = deployment('web').split('\n').length;
  return typed(
    Array.from({ length: Math.round(lines / one) }, (_, index) => deployment(`web-${index}`, index)).join('---\n'),
  );
}

/** One Deployment of about so many lines: with many containers. */
export function longDocument(lines: number): TypedDocument {
  const text = deployment('web');
  const from = text.indexOf('        - name: main');
  const to = text.indexOf('      volumes:');
  const container = text.slice(from, to);
  const count = Math.round(lines / (container.split('\n').length - 1));
  const containers = Array.from({ length: count }, (_, index) =>
    container.replace('name: main', `name: main-${index}`),
  );
  return typed(text.slice(0, from) + containers.join('') + text.slice(to));
}

function typed(text: string): TypedDocument {
  const lines = text.split('\n');
  const places = lines.flatMap((line, index) => (line.includes(`${field}:`) ? [index] : []));
  const line = places[Math.floor(places.length / 2)] ?? 0;
  const character = (lines[line] ?? '').indexOf(`${field}:`) + field.length;
  const start = { line, character };
  return {
    text,
    before: { start, end: start },
    after: { start, end: { line, character: character + letter.length } },
    isBroken: (diagnostics) =>
      diagnostics.some(({ range }) => range.start.line === line || (range.start.line < line && range.end.line > line)),
  };
}
