import { readDocument, type DocumentContent } from '../../manifests/manifestFile.ts';
import type { DeclaredObject, DocumentSummary } from '../../manifests/workspace/fileSummary.ts';
import { fileAt, type Workspace } from '../../manifests/workspace/workspace.ts';
import { asMap, entryOf, type YamlEntry, type YamlMap } from '../../manifests/yaml/node.ts';
import { indentAt, lineBreakAt } from '../../manifests/edits/lines.ts';
import type { DistantEdit, Fix } from '../finding.ts';
import { scalarText } from '../../manifests/edits/scalarText.ts';

/** Up to so many Kustomizations get a fix for each of them. */
const mostSingle = 3;

/**
 * Fixes that give a variable an empty value in `postBuild.substitute` of Flux Kustomizations: for each of them where they
 * are few, and for all. None for one that has no `postBuild` of its own, which patches then put there, or that is
 * encrypted or longer than what the workspace keeps.
 */
export function declareFixes(workspace: Workspace, name: string, kustomizations: readonly DeclaredObject[]): Fix[] {
  const declared = kustomizations.flatMap((kustomization) => {
    const edit = declaration(workspace, name, kustomization);
    return edit === undefined ? [] : [{ kustomization, edit }];
  });
  const title = (where: string): string => `Declare "${name}" in postBuild.substitute of ${where}`;
  const single = declared.length > mostSingle ? [] : declared;
  const fixes = single.map(({ kustomization, edit }): Fix => ({
    title: title(labelOf(kustomization)),
    edits: [],
    distant: [edit],
  }));
  if (declared.length < 2) return fixes;
  const all = title(`all ${declared.length} Kustomizations that lack it`);
  return [...fixes, { title: all, edits: [], distant: declared.map(({ edit }) => edit) }];
}

function labelOf({ namespace, name }: DeclaredObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

const contents = new WeakMap<DocumentSummary, DocumentContent>();

function declaration(workspace: Workspace, name: string, kustomization: DeclaredObject): DistantEdit | undefined {
  const { path, span, encrypted } = kustomization;
  const document = fileAt(workspace, path)?.documents.find(
    (one) => one.span.start <= span.start && span.end <= one.span.end,
  );
  if (document?.text === undefined || encrypted) return undefined;
  const content = contents.get(document) ?? readDocument(document.text);
  contents.set(document, content);
  const { start } = document.span;
  const object = content.objects.find(({ node }) => node.span.start + start === span.start)?.node;
  const insertion = insertionInto(asMap(entryOf(object, 'spec')?.value), name, content.text);
  if (insertion === undefined) return undefined;
  const { at, text } = insertion;
  const lineStart = content.text.lastIndexOf('\n', at - 1) + 1;
  return {
    path,
    span: { start: start + at, end: start + at },
    text,
    before: content.text.slice(lineStart, at),
  };
}

interface Insertion {
  /** Offset in the document. */
  readonly at: number;
  readonly text: string;
}

function insertionInto(spec: YamlMap | undefined, name: string, text: string): Insertion | undefined {
  const entry = `${scalarText(name)}: ""`;
  const postBuild = entryOf(spec, 'postBuild');
  if (postBuild?.value?.type !== 'map') return undefined;
  const substitute = entryOf(postBuild.value, 'substitute');
  if (substitute !== undefined) return insertedFirst(substitute, text, [entry]);
  const inFlow = `substitute: {${entry}}`;
  return insertedFirst(postBuild, text, postBuild.value.flow ? [inFlow] : ['substitute:', `  ${entry}`]);
}

/** Puts lines before the first entry of an entry's map; in a map in braces only one. Undefined where the map is an alias. */
function insertedFirst({ key, value }: YamlEntry, text: string, lines: readonly string[]): Insertion | undefined {
  if (value?.type === 'map' && value.flow) {
    const separator = value.entries.length === 0 ? '' : ', ';
    return { at: value.span.start + 1, text: lines.join(' ') + separator };
  }
  const first = value?.type === 'map' ? value.entries[0]?.key.span.start : undefined;
  if (value !== undefined && first === undefined) return undefined;
  const newline = text.indexOf('\n', key.span.end);
  const lineEnd = newline < 0 ? text.length : newline;
  const rest = text.slice(key.span.end, lineEnd);
  // Comments above the first entry stay with it, so the lines come right below the key.
  if (!/^[ \t]*:(?:[ \t\r]|$)/.test(rest) || (first !== undefined && first < lineEnd)) return undefined;
  const at = rest.endsWith('\r') ? lineEnd - 1 : lineEnd;
  const indent = first === undefined ? `${indentAt(text, key.span.start)}  ` : indentAt(text, first);
  return { at, text: lines.map((line) => lineBreakAt(text, key.span.end) + indent + line).join('') };
}
