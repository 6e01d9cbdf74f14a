import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { mayQuote } from '../../manifests/secrets.ts';
import type { Span, YamlNode } from '../../manifests/yaml/node.ts';
import type { YamlProblem } from '../../manifests/yaml/problem.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';

/** More problems than this in a document are consequences of the first. */
const most = 3;

/** The library's codes in sentences; without one, its own words are shown, but for those that quote the document. */
const sentences: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'An alias (*name) can have neither an anchor nor a tag of its own.',
  BAD_ALIAS: 'This is no name of an alias.',
  BAD_DIRECTIVE: 'This is no YAML directive.',
  BAD_DQ_ESCAPE: 'This is no escape of double quotes. Write a backslash as \\\\, or use single quotes.',
  BAD_INDENT:
    'The indentation fits neither the lines above nor a level of its own. Indent with the same number of spaces as its neighbours.',
  BAD_SCALAR_START: 'A plain value cannot begin with this character. Put the value in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is a second ": " on this line, or a nested map begins behind a value. Put the value in quotes, or the map on a line of its own.',
  BLOCK_IN_FLOW: 'Within braces and brackets only values in braces, brackets or quotes are possible.',
  KEY_OVER_1024_CHARS: 'A key is at most 1,024 characters long.',
  MULTILINE_IMPLICIT_KEY: 'A key has to be on one line: is a ": " missing here, or a quote or bracket not closed?',
  MULTIPLE_ANCHORS: 'A value has at most one anchor.',
  MULTIPLE_TAGS: 'A value has at most one tag.',
  TAB_AS_INDENT: 'YAML is indented with spaces, not with tabs.',
};

/** What keeps a document from being YAML, in words for a person. */
export function yamlProblems(content: DocumentContent): Finding[] {
  const { problems, text } = content;
  const told: Finding[] = [];
  for (const problem of problems) {
    if (told.length >= most) break;
    if (told.some(({ span }) => problem.span.start <= span.end && !problem.warning)) continue;
    told.push({
      code: 'yaml-syntax',
      severity: severityFor(problem),
      message: sentenceOf(problem),
      span: visible(problem.span, text),
    });
  }
  return [...told, ...(text.includes('*') ? danglingAliases(content) : [])];
}

function severityFor({ code, warning }: YamlProblem): Finding['severity'] {
  if (code === 'TOO_LARGE') return 'information';
  return warning ? 'warning' : severityOf('yaml-syntax');
}

function sentenceOf({ code, message }: YamlProblem): string {
  if (/closing .?quote/i.test(message)) return 'The quote that begins here is not closed.';
  if (message.startsWith('Block scalar header'))
    return 'Behind "|" or ">" stand at most a digit and "-" or "+". Write the text on the lines below, or quote the value.';
  if (message.startsWith('Unresolved tag'))
    return 'This tag is not known to YAML. Put the value in quotes if text is meant.';
  if (/Implicit (?:map )?keys need/.test(message))
    return 'A key is followed by a colon and a space: is ": " missing here?';
  if (/end with a (\S)/.test(message)) return `A closing ${/end with a (\S)/.exec(message)?.[1] ?? ''} is missing.`;
  return sentences[code] ?? (message.endsWith('.') ? message : `${message}.`);
}

/** A span of at least one character, if there is one, so that something is underlined; of a long one the first line. */
function visible({ start, end }: Span, text: string): Span {
  const from = Math.min(start, Math.max(text.length - 1, 0));
  const newline = text.indexOf('\n', from);
  const lineEnd = newline < 0 ? text.length : Math.max(newline, from + 1);
  return { start: from, end: Math.min(Math.max(from + 1, Math.min(end, lineEnd)), text.length) };
}

/** An anchor of an empty value is in the text only. */
function danglingAliases(content: DocumentContent): Finding[] {
  const { root, text } = content;
  const found: Finding[] = [];
  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || found.length >= most) return;
    if (
      node.type === 'alias' &&
      node.target === undefined &&
      !text.slice(0, node.span.start).includes(`&${node.name}`)
    ) {
      const name = /^[\w.-]+$/.test(node.name) && mayQuote(content, node.span) ? `"&${node.name}"` : 'of this name';
      const message = `No anchor ${name} stands before this alias in the document.`;
      found.push({ code: 'yaml-syntax', severity: severityOf('yaml-syntax'), message, span: node.span });
    } else if (node.type === 'sequence') node.items.forEach(walk);
    else if (node.type === 'map') for (const { value } of node.entries) walk(value);
  };
  walk(root);
  return found;
}
