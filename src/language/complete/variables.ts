import { kindName } from '../../flux/object.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { substitutionsOf, type VariableOrigin } from '../../manifests/variables/substitution.ts';
import { mayQuote } from '../../manifests/secrets.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { LanguageContext } from '../context.ts';
import type { CompletionItem } from './item.ts';

/** So much is read of what stands before the cursor. */
const longestBefore = 200;

/** The name of a variable that is being typed behind `${`; the span is that of the whole name. */
export function variableAt({ text, lines }: ManifestFile, offset: number): Span | undefined {
  const lineStart = lines.lineStart(lines.positionAt(offset).line);
  const before = /(?<!\$)(\$+)\{([A-Za-z_]\w*)?$/.exec(text.slice(Math.max(lineStart, offset - longestBefore), offset));
  // An even number of dollars stands for dollars.
  if (before === null || (before[1]?.length ?? 0) % 2 === 0) return undefined;
  const rest = /^\w*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return { start: offset - (before[2]?.length ?? 0), end: offset + rest.length };
}

/** The variables that the file's Flux Kustomizations substitute; where none is known, those that the file uses. */
export function completeVariables(file: ManifestFile, span: Span, { workspace }: LanguageContext): CompletionItem[] {
  const found = new Map<string, string>();
  for (const { variables } of substitutionsOf(workspace, file.path)) {
    for (const [name, origins] of variables) {
      const last = origins.at(-1);
      if (last !== undefined && !found.has(name)) found.set(name, originOf(last));
    }
  }
  if (found.size === 0) for (const name of usedIn(file, span)) found.set(name, 'used in this file');
  const close = file.text.charAt(span.end) === '}' || /^[:=?+#%/,^-]/.test(file.text.slice(span.end)) ? '' : '}';
  return Array.from(found, ([name, detail]) => ({
    label: name,
    kind: 'variable',
    detail,
    insertText: `${name}${close}`,
    snippet: false,
    span,
    sortText: name,
  }));
}

/** A value and who gives it; of Secrets never the value. */
function originOf({ value, holder }: VariableOrigin): string {
  const kind = kindName(holder.kindId);
  const from = `${kind}/${holder.name}`;
  return value === undefined || kind === 'Secret' ? from : `${value.slice(0, 60)} · ${from}`;
}

/** Not from the values of Secrets, which may be no names at all. */
function usedIn({ text, documents }: ManifestFile, except: Span): Set<string> {
  const isOpen = (at: number): boolean =>
    documents.every(
      ({ content, start, end }) => at < start || at >= end || mayQuote(content, { start: at - start, end: at - start }),
    );
  const names = new Set<string>();
  for (const match of text.matchAll(/(?<!\$)\$\{([A-Za-z_]\w*)/g)) {
    if (match.index + 2 !== except.start && match[1] !== undefined && isOpen(match.index + 2)) names.add(match[1]);
  }
  return names;
}
