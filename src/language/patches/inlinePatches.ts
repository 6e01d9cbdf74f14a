import { embeddedDocuments } from '../../manifests/yaml/embedded.ts';
import {
  asMap,
  asScalar,
  asSequence,
  entryOf,
  keyName,
  nodeAt,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import type { SchemaSet } from '../../schema/schema.ts';
import type { Finding } from '../finding.ts';
import { mapped } from '../place.ts';
import { isOpaque } from '../opaque.ts';
import { judgeStructure } from '../verdict/structure.ts';
import { yamlProblems } from '../verdict/yamlProblems.ts';
import { judgeJsonPatch } from './jsonPatch.ts';
import { kindOfPatch, kindOfTarget, targetOf } from './target.ts';

/** What the patches within a kustomization are judged with. `text` is what the spans of the nodes count in. */
export interface PatchFacts {
  readonly text: string;
  readonly schemas: SchemaSet;
}

/** Judges the patches that a kustomization.yaml or a Component holds as text or as YAML. */
export function judgeKustomizationPatches(root: YamlMap, facts: PatchFacts): Finding[] {
  const merges = asSequence(entryOf(root, 'patchesStrategicMerge')?.value)?.items ?? [];
  return [
    ...judgePatchList(entryOf(root, 'patches')?.value, facts),
    ...judgePatchList(entryOf(root, 'patchesJson6902')?.value, facts),
    ...merges.flatMap((item) => {
      const scalar = asScalar(item);
      return scalar !== undefined && scalar.text.includes('\n') ? judgeInline(scalar, undefined, facts) : [];
    }),
  ];
}

/** Where objects of Flux hold lists of patches, by kind; `*` is any item. */
const places: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kustomize.toolkit.fluxcd.io/Kustomization': [['spec', 'patches']],
  'helm.toolkit.fluxcd.io/HelmRelease': [['spec', 'postRenderers', '*', 'kustomize', 'patches']],
  'fluxcd.controlplane.io/FluxInstance': [['spec', 'kustomize', 'patches']],
};

/** Judges the patches that an object of Flux holds. */
export function judgeObjectPatches(object: YamlMap, kindId: string, facts: PatchFacts): Finding[] {
  return (places[kindId] ?? []).flatMap((path) => nodesAt(object, path).flatMap((list) => judgePatchList(list, facts)));
}

function nodesAt(root: YamlNode, path: readonly string[]): YamlNode[] {
  const any = path.indexOf('*');
  if (any < 0) return [nodeAt(root, path)].filter((node) => node !== undefined);
  const items = asSequence(nodeAt(root, path.slice(0, any)))?.items ?? [];
  return items.flatMap((item) => nodesAt(item, path.slice(any + 1)));
}

function judgePatchList(list: YamlNode | undefined, facts: PatchFacts): Finding[] {
  return (asSequence(list)?.items ?? []).flatMap((item) => {
    const patch = asScalar(entryOf(asMap(item), 'patch')?.value);
    return patch === undefined || patch.value === null ? [] : judgeInline(patch, targetOf(item), facts);
  });
}

/** Judges a patch written as text in a scalar: each of its documents is a strategic-merge patch or a list of operations. */
function judgeInline(scalar: YamlScalar, target: YamlMap | undefined, { text, schemas }: PatchFacts): Finding[] {
  if (isTemplate(scalar.text)) return [];
  return embeddedDocuments(text, scalar).flatMap(({ content, outer }) => {
    const { root } = content;
    const found = yamlProblems(content);
    if (root !== undefined && found.length === 0) found.push(...judgePatch(root, content.text, target, schemas));
    return found.map((finding) => mapped(finding, outer));
  });
}

/** Judges a patch of either kind. `text` is what the spans of its nodes count in. */
export function judgePatch(root: YamlNode, text: string, target: YamlMap | undefined, schemas: SchemaSet): Finding[] {
  if (asSequence(root) !== undefined) return judgeJsonPatch(root, text, kindOfTarget(target, schemas));
  const patch = asMap(root);
  const kind = patch === undefined ? undefined : kindOfPatch(patch, target, schemas);
  if (patch === undefined || kind === undefined) return [];
  // A patch with a target may carry any names for what it is applied to.
  return judgeStructure(target === undefined ? patch : withoutIdentity(patch), kind, 'patch');
}

function withoutIdentity(patch: YamlMap): YamlMap {
  const entries = patch.entries.flatMap((entry) => {
    const name = keyName(entry.key);
    if (name === 'apiVersion' || name === 'kind') return [];
    const metadata = name === 'metadata' ? asMap(entry.value) : undefined;
    if (metadata === undefined) return [entry];
    return [
      { ...entry, value: { ...metadata, entries: metadata.entries.filter(({ key }) => keyName(key) !== 'name') } },
    ];
  });
  return { ...patch, entries };
}

/** Templates (of ResourceSets, Jinja) may stand where YAML cannot have them. */
function isTemplate(text: string): boolean {
  return text.includes('<<') || text.includes('{{') || text.includes('{%') || (isOpaque(text) && !text.includes('\n'));
}
