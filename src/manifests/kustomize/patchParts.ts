import { contentRole } from '../contentRole.ts';
import { readManifest, type DocumentContent } from '../manifestFile.ts';
import { asMap, asString, entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { summariseFluxKustomization } from '../workspace/summariseFlux.ts';
import type { DocumentSummary, FluxKustomizationSummary, PatchSummary } from '../workspace/fileSummary.ts';
import { folderOf, resolvePath } from '../workspace/paths.ts';
import { placing, type Placing } from '../workspace/placing.ts';
import { fileAt, type Workspace } from '../workspace/workspace.ts';
import { readDocument } from '../manifestFile.ts';

/**
 * One thing that a patch puts into an object, as a strategic merge would: a JSON6902 operation that adds or replaces is
 * the tree that leads to its value.
 */
export interface PatchPart {
  readonly tree: YamlMap;
  /** Whether the tree is an object with its kind and name, which it meets where the patch has no target. */
  readonly isObject: boolean;
  readonly place: Placing;
}

/** What a part gives to a Flux Kustomization; parts outlive a value of the workspace. */
const fluxParts = new WeakMap<PatchPart, FluxKustomizationSummary>();

/** What a patch says for a Flux Kustomization. */
export function fluxPart(part: PatchPart): FluxKustomizationSummary {
  return remembered(fluxParts, part, () => summariseFluxKustomization(part.tree, part.place));
}

const inlineParts = new WeakMap<PatchSummary, readonly PatchPart[]>();
const fileParts = new WeakMap<DocumentSummary, readonly PatchPart[]>();

/** What a patch puts into objects. `from` is the file that names the patch. Files that are not known put nothing. */
export function patchParts(workspace: Workspace, patch: PatchSummary, from: string): readonly PatchPart[] {
  if (patch.file === undefined) return remembered(inlineParts, patch, () => writtenParts(patch));
  const path = resolvePath(folderOf(from), patch.file.text);
  return (fileAt(workspace, path)?.documents ?? []).flatMap((document) =>
    remembered(fileParts, document, () =>
      document.text === undefined ? [] : partsOf(path, readDocument(document.text), placing(path, document.span.start)),
    ),
  );
}

function writtenParts({ inline, node }: PatchSummary): readonly PatchPart[] {
  if (inline !== undefined) {
    const place = () => ({ path: inline.path, span: inline.span });
    return readManifest('', inline.text).documents.flatMap(({ content }) => partsOf('', content, place));
  }
  if (node === undefined) return [];
  const content: DocumentContent = { text: '', root: node.root, problems: [], objects: [] };
  return partsOf('', content, () => node.place);
}

function partsOf(path: string, content: DocumentContent, place: Placing): PatchPart[] {
  if (contentRole(path, content) === 'jsonPatch') return operationsOf(content.root, place);
  const tree = asMap(content.root);
  return tree === undefined ? [] : [{ tree, isObject: true, place }];
}

function operationsOf(root: YamlNode | undefined, place: Placing): PatchPart[] {
  if (root?.type !== 'sequence') return [];
  return root.items.flatMap((item) => {
    const operation = asMap(item);
    const op = asString(entryOf(operation, 'op')?.value);
    const pointer = asString(entryOf(operation, 'path')?.value);
    const value = entryOf(operation, 'value')?.value;
    if ((op !== 'add' && op !== 'replace') || pointer === undefined || value === undefined) return [];
    const tree = asMap(treeAt(pointer, value));
    return tree === undefined ? [] : [{ tree, isObject: false, place }];
  });
}

/** The value at the end of a JSON pointer, in the maps and the list that lead to it. */
function treeAt(pointer: string, value: YamlNode): YamlNode {
  const steps = pointer.split('/').slice(1, 40);
  return steps.reduceRight<YamlNode>((below, step) => {
    const { span } = value;
    if (/^(\d+|-)$/.test(step)) return { type: 'sequence', span, items: [below], flow: true };
    const text = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const key: YamlScalar = { type: 'scalar', span, value: text, text, style: 'plain' };
    return { type: 'map', span, entries: [{ span, key, value: below }], flow: true };
  }, value);
}

function remembered<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
