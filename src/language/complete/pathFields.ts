import { kinds } from '../../flux/kinds.ts';
import type { KindId } from '../../flux/object.ts';
import type { Path } from '../../manifests/yaml/node.ts';

/** What a field of a kustomization may name. */
export type PathSort = 'manifest' | 'component' | 'yaml' | 'any';

/** By the field's path, with `[]` for an index; a generator's files may be written `key=path`. */
const kustomizeFields: Readonly<Record<string, PathSort>> = {
  'resources[]': 'manifest',
  'bases[]': 'manifest',
  'components[]': 'component',
  'crds[]': 'yaml',
  'configurations[]': 'yaml',
  'generators[]': 'manifest',
  'transformers[]': 'manifest',
  'validators[]': 'manifest',
  'patches[].path': 'yaml',
  'patchesStrategicMerge[]': 'yaml',
  'patchesJson6902[].path': 'yaml',
  'replacements[].path': 'yaml',
  'openapi.path': 'any',
  'configMapGenerator[].files[]': 'any',
  'configMapGenerator[].envs[]': 'any',
  'configMapGenerator[].env': 'any',
  'secretGenerator[].files[]': 'any',
  'secretGenerator[].envs[]': 'any',
  'secretGenerator[].env': 'any',
  'helmCharts[].valuesFile': 'yaml',
  'helmCharts[].additionalValuesFiles[]': 'yaml',
};

/** Whether a field of a kustomization names files or folders. */
export function isPathField(field: string): boolean {
  return Object.hasOwn(kustomizeFields, field);
}

/** What a field of a kustomization names; undefined for a field that names no paths. */
export function pathSort(field: string): PathSort | undefined {
  return isPathField(field) ? kustomizeFields[field] : undefined;
}

/** A path as the keys of {@link isPathField} are written: `patches[].path`. */
export function fieldPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** Fields of Flux that name a folder of a source, from its root on. */
const sourcePathFields: ReadonlyMap<KindId, string> = new Map([
  [kinds.kustomization, 'spec.path'],
  [kinds.imageUpdateAutomation, 'spec.update.path'],
  [kinds.fluxInstance, 'spec.sync.path'],
]);

/** Whether a field of a kind names a folder of a source. */
export function isSourcePath(id: KindId, field: string): boolean {
  return sourcePathFields.get(id) === field;
}
