import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import type { ClusterFacts, ClusterObject } from '../../../src/flux/clusterFacts.ts';
import type { ObjectKey } from '../../../src/flux/object.ts';
import { complete } from '../../../src/language/complete/complete.ts';
import type { CompletionItem } from '../../../src/language/complete/item.ts';
import { withoutPlaceholders } from '../../../src/language/complete/withoutPlaceholders.ts';
import { defaultSettings, type LanguageContext } from '../../../src/language/context.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { summarise } from '../../../src/manifests/workspace/summarise.ts';
import { emptyWorkspace, withFiles, withPaths } from '../../../src/manifests/workspace/workspace.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import { schemaSet } from '../../../src/schema/schemaSet.ts';
import { marked } from '../fixtures/marked.ts';

/** The project's own catalogue, in its newest versions. */
export const catalogue = schemaSet([catalogueLayer(catalogueFiles, {})]);

/** What is known in a workspace `/repo` with these files, by their paths in it; `objects` are the cluster's. */
export function knowing(
  files: Readonly<Record<string, string>> = {},
  objects?: Readonly<Record<ObjectKey, ClusterObject>>,
): LanguageContext {
  const read = Object.entries(files).map(([path, text]) => readManifest(`/repo/${path}`, text));
  const paths = read.map(({ path }) => path);
  const manifests = read.filter(({ path }) => /\.ya?ml$/.test(path));
  const empty = withPaths(emptyWorkspace(['/repo']), paths);
  return {
    schemas: catalogue,
    workspace: withFiles(empty, manifests.map(summarise)),
    cluster: objects && clusterOf(objects),
    settings: defaultSettings,
  };
}

function clusterOf(objects: Readonly<Record<ObjectKey, ClusterObject>>): ClusterFacts {
  const entries = Object.entries(objects) as [ObjectKey, ClusterObject][];
  return { context: 'staging', objects: new Map(entries), listed: new Set() };
}

/** What is offered at the cursor of a marked text. */
export function itemsIn(source: string, context = knowing(), path = 'file.yaml'): readonly CompletionItem[] {
  const { text, cursor } = marked(source);
  return complete(readManifest(`/repo/${path}`, text), cursor, context).items;
}

/** The labels of what is offered. */
export function labelsIn(source: string, context = knowing(), path = 'file.yaml'): string[] {
  return itemsIn(source, context, path).map(({ label }) => label);
}

/** The text after the item with a label was chosen and nothing was typed into its placeholders. */
export function chosen(source: string, label: string, context = knowing(), path = 'file.yaml'): string {
  const item = itemsIn(source, context, path).find((one) => one.label === label);
  if (item === undefined) throw new Error(`"${label}" is not offered`);
  return withItem(marked(source).text, item);
}

/** A text after an item was chosen. */
export function withItem(text: string, item: CompletionItem): string {
  const inserted = item.snippet ? withoutPlaceholders(item.insertText) : item.insertText;
  const edits = [...(item.edits ?? []), { span: item.span, text: inserted }];
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((made, edit) => made.slice(0, edit.span.start) + edit.text + made.slice(edit.span.end), text);
}
