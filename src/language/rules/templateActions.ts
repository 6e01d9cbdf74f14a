import type { Span } from '../../manifests/yaml/node.ts';

/** An action of a Go template between `<<` and `>>`; the span is from the first to the last of these. */
export interface TemplateAction {
  readonly span: Span;
  /** What it does, with texts and comments blanked out, at the offsets of the whole text. */
  readonly code: string;
}

/** The actions of a text, and where one begins that nothing closes. */
export interface TemplateActions {
  readonly actions: readonly TemplateAction[];
  readonly unclosed: Span | undefined;
}

/** Texts, characters and comments: what stands in them closes nothing (Go, text/template/parse/lex.go). */
const quoted = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\/\*[^]*?\*\//y;

/** The actions that Flux Operator finds in a text (delimiters of internal/builder/resourceset.go). In linear time. */
export function templateActions(text: string): TemplateActions {
  const actions: TemplateAction[] = [];
  let start = text.indexOf('<<');
  while (start >= 0) {
    let code = '';
    let at = start + 2;
    while (at < text.length && !text.startsWith('>>', at)) {
      quoted.lastIndex = at;
      const opens = /["`']/.test(text[at] ?? '') || text.startsWith('/*', at);
      const length = opens ? (quoted.exec(text)?.[0].length ?? 0) : 0;
      // What is never closed is not looked for again.
      if (opens && length === 0) return { actions, unclosed: { start, end: start + 2 } };
      code += length === 0 ? text.charAt(at) : ' '.repeat(length);
      at += Math.max(length, 1);
    }
    if (at >= text.length) return { actions, unclosed: { start, end: start + 2 } };
    actions.push({ span: { start, end: at + 2 }, code });
    start = text.indexOf('<<', at + 2);
  }
  return { actions, unclosed: undefined };
}
