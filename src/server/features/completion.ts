import {
  CompletionItemKind,
  CompletionItemTag,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  type Command,
  type CompletionItem as LspItem,
  type Connection,
} from 'vscode-languageserver/node';
import { complete, describeItem } from '../../language/complete/complete.ts';
import type { CompletionItem, CompletionKind, DescriptionKey } from '../../language/complete/item.ts';
import { withoutPlaceholders } from '../../language/complete/withoutPlaceholders.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { rangeOf } from '../translate/ranges.ts';
import { askedAbout, offsetIn, type FeatureParts } from './asking.ts';

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  kind: CompletionItemKind.Class,
  reference: CompletionItemKind.Reference,
  namespace: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  annotation: CompletionItemKind.Property,
  object: CompletionItemKind.Snippet,
};

/** Asks a client for suggestions again; clients other than VS Code do not know it, and are not told of it. */
const suggestAgain: Command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

/** What a client can make of completion items. */
export interface CompletionAbilities {
  readonly snippets: boolean;
  /** Whether it runs VS Code's command that asks for suggestions again. */
  readonly suggestsAgain: boolean;
}

/** Answers requests for completion. Texts about items are made when a person looks at one. */
export function answerCompletion(connection: Connection, parts: FeatureParts, abilities: CompletionAbilities): void {
  connection.onCompletion(({ textDocument, position, context }) => {
    const asked = askedAbout(parts, textDocument.uri);
    if (asked === undefined) return null;
    const offset = offsetIn(asked, position);
    const { items, incomplete } = complete(asked.file, offset, asked.context);
    const typing = context?.triggerKind === CompletionTriggerKind.TriggerForIncompleteCompletions;
    if (typing && items.some((item) => isWhole(item, asked.file, offset))) return null;
    return {
      isIncomplete: incomplete || items.some(({ kind }) => isWord(kind)),
      items: items.map((item) => toLsp(abilities.snippets ? item : plain(item), asked.file, abilities)),
    };
  });
  connection.onCompletionResolve((item) => {
    const key = item.data as DescriptionKey | undefined;
    const text = key && describeItem(key, parts.facts.context());
    return text === undefined ? item : { ...item, documentation: text };
  });
}

/**
 * Whether a value is typed to its end. An editor would still preselect it, or a longer one, and take the Enter behind it
 * for its acceptance.
 */
function isWhole({ kind, label, span }: CompletionItem, { text }: ManifestFile, offset: number): boolean {
  return isWord(kind) && text.slice(span.start, offset) === label;
}

/** Whether items of this kind are values, of which an editor is to ask anew with each letter: see {@link isWhole}. */
function isWord(kind: CompletionKind): boolean {
  return kind === 'value' || kind === 'kind' || kind === 'reference' || kind === 'namespace';
}

/** An item for a client that knows no snippets. */
function plain(item: CompletionItem): CompletionItem {
  return item.snippet ? { ...item, insertText: withoutPlaceholders(item.insertText), snippet: false } : item;
}

function toLsp(item: CompletionItem, { lines }: ManifestFile, { suggestsAgain }: CompletionAbilities): LspItem {
  return {
    label: item.label,
    kind: kinds[item.kind],
    sortText: item.sortText,
    textEdit: { range: rangeOf(lines, item.span), newText: item.insertText },
    insertTextFormat: item.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.asIs,
    ...(item.detail !== undefined && { detail: item.detail }),
    ...(item.filterText !== undefined && { filterText: item.filterText }),
    ...(item.documentation !== undefined && { documentation: item.documentation }),
    ...(item.description !== undefined && { data: item.description }),
    ...(item.deprecated === true && { tags: [CompletionItemTag.Deprecated] }),
    ...(item.again === true && suggestsAgain && { command: suggestAgain }),
    ...(item.edits !== undefined && {
      additionalTextEdits: item.edits.map(({ span, text }) => ({ range: rangeOf(lines, span), newText: text })),
    }),
  };
}
