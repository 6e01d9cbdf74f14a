import type { JsonObject } from '../../flux/object.ts';
import { readManifest } from '../../manifests/manifestFile.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import { asMap, asSequence, asString, entryOf } from '../../manifests/yaml/node.ts';
import type { FileChange, TextEdit } from '../terms/plan.ts';
import type { PreviewObjects } from './previewObjects.ts';

/** Where a preview is written. */
export interface PreviewPlace {
  /** The folder beside the stage's own declaration, from the repository's root; empty for the root. */
  readonly folder: string;
  /** The kustomization that lists the folder's files, with its text; absent where Flux takes all files. */
  readonly kustomization?: { readonly path: string; readonly text: string };
  readonly name: string;
}

/** What is written, or why it cannot be, as a sentence. */
export type PreviewChanges = { readonly changes: readonly FileChange[] } | { readonly refusal: string };

/** The file of a preview. */
export function previewPath({ folder, name }: PreviewPlace): string {
  return folder === '' ? `${name}.yaml` : `${folder}/${name}.yaml`;
}

/** The changes that make a preview: one new file, and its line in the kustomization that lists the others. */
export function previewChanges(
  place: PreviewPlace,
  objects: Exclude<PreviewObjects, { readonly refusal: string }>,
): PreviewChanges {
  const all: readonly JsonObject[] = [objects.namespace, objects.source, objects.kustomization];
  const text = all.map((one) => `---\n${toYaml(one)}`).join('');
  const file: FileChange = { kind: 'create', path: previewPath(place), text };
  const { kustomization, name } = place;
  if (kustomization === undefined) return { changes: [file] };
  const resources = resourcesOf(kustomization);
  if (resources?.items.some(({ text: item }) => item === `${name}.yaml`) === true) return { changes: [file] };
  const edit = resources && addition(kustomization.text, resources, `${name}.yaml`);
  if (edit === undefined) {
    return {
      refusal: `${kustomization.path} has no list resources that a line can be added to: add ${name}.yaml by hand.`,
    };
  }
  return { changes: [file, { kind: 'edit', path: kustomization.path, edits: [edit] }] };
}

/** The changes that take a preview away again: exactly its file, and its line. */
export function removalChanges(place: PreviewPlace): readonly FileChange[] {
  const { kustomization, name } = place;
  const file: FileChange = { kind: 'delete', path: previewPath(place) };
  const resources = kustomization && resourcesOf(kustomization);
  const item = resources?.items.find(({ text }) => text === `${name}.yaml`);
  if (kustomization === undefined || item === undefined || resources === undefined) return [file];
  const edit = removal(kustomization.text, resources, item);
  return [file, { kind: 'edit', path: kustomization.path, edits: [edit] }];
}

interface Resources {
  readonly isFlow: boolean;
  /** Offsets in the file. */
  readonly items: readonly { readonly text: string | undefined; readonly start: number; readonly end: number }[];
}

function resourcesOf({ path, text }: { readonly path: string; readonly text: string }): Resources | undefined {
  const [document] = readManifest(path, text).documents;
  const sequence = asSequence(entryOf(asMap(document?.content.root), 'resources')?.value);
  if (document === undefined || sequence === undefined) return undefined;
  const items = sequence.items.map((item) => ({
    text: asString(item),
    start: item.span.start + document.start,
    end: item.span.end + document.start,
  }));
  return { isFlow: sequence.flow, items };
}

function addition(text: string, { isFlow, items }: Resources, entry: string): TextEdit | undefined {
  const last = items.at(-1);
  if (last === undefined) return undefined;
  if (isFlow) return { span: { start: last.end, end: last.end }, newText: `, ${entry}` };
  const line = lineAround(text, last.start);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lead = text.slice(line.start, last.start);
  const isWhole = text.endsWith('\n', line.end);
  const added = isWhole ? `${lead}${entry}${newline}` : `${newline}${lead}${entry}`;
  return { span: { start: line.end, end: line.end }, newText: added };
}

function removal(text: string, { isFlow, items }: Resources, item: Resources['items'][number]): TextEdit {
  if (isFlow) {
    const index = items.indexOf(item);
    const before = items[index - 1];
    const after = items[index + 1];
    const span = before ? { start: before.end, end: item.end } : { start: item.start, end: after?.start ?? item.end };
    return { span, newText: '' };
  }
  return { span: lineAround(text, item.start), newText: '' };
}

/** A line with its end. */
function lineAround(text: string, at: number): { readonly start: number; readonly end: number } {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end < 0 ? text.length : end + 1 };
}
