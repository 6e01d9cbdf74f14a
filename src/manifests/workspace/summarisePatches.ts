import { asMap, asScalar, asSequence, asString, entryOf, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { PatchSummary, PatchTarget } from './fileSummary.ts';
import type { Placing } from './placing.ts';

/**
 * The patches of a kustomization or of a Flux Kustomization's spec, which has the same fields: `patches`,
 * `patchesStrategicMerge` and `patchesJson6902`, each with a file or in place.
 */
export function summarisePatches(map: YamlMap | undefined, place: Placing): PatchSummary[] {
  const of = (key: string) => asSequence(entryOf(map, key)?.value)?.items ?? [];
  return [
    ...[...of('patches'), ...of('patchesJson6902')].flatMap((item) => {
      const entry = asMap(item);
      if (entry === undefined) return patchFile(item, place);
      const target = targetOf(asMap(entryOf(entry, 'target')?.value));
      const patch = patchOf(entryOf(entry, 'path')?.value, entryOf(entry, 'patch')?.value, place);
      return patch === undefined ? [] : [{ ...patch, ...(target !== undefined && { target }) }];
    }),
    ...of('patchesStrategicMerge').flatMap((item) => {
      const files = patchFile(item, place);
      return files.length > 0 ? files : (patchOf(undefined, item, place) ?? []);
    }),
  ];
}

/** A file that is named without more, as old versions of kustomize had it in `patches` too. */
function patchFile(item: YamlNode, place: Placing): PatchSummary[] {
  const text = asString(item);
  const isFile = text !== undefined && !text.includes('\n') && !text.includes(': ');
  return isFile ? [{ file: { text, ...place(item) } }] : [];
}

function patchOf(file: YamlNode | undefined, patch: YamlNode | undefined, place: Placing): PatchSummary | undefined {
  const path = asString(file);
  if (file !== undefined && path !== undefined) return { file: { text: path, ...place(file) } };
  if (patch === undefined) return undefined;
  const text = asScalar(patch)?.text;
  return text === undefined ? { node: { root: patch, place: place(patch) } } : { inline: { text, ...place(patch) } };
}

function targetOf(map: YamlMap | undefined): PatchTarget | undefined {
  if (map === undefined) return undefined;
  const fields = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'] as const;
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = asString(entryOf(map, field)?.value);
      return text === undefined ? [] : [[field, text]];
    }),
  );
}
