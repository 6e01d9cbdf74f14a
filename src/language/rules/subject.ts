import type { ManifestDocument, ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { PatchSubject } from '../../manifests/kustomize/patchTarget.ts';
import {
  entryOf,
  keyName,
  asString,
  resolved,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import type { LanguageContext } from '../context.ts';

/** An object that a rule looks at, with all that is known around it. Findings' spans count from the document's start. */
export interface Subject {
  readonly file: ManifestFile;
  readonly document: ManifestDocument;
  readonly object: ManifestObject;
  readonly context: LanguageContext;
}

/** The API group and version of an object's apiVersion: of `v1` the group is empty. */
export function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.lastIndexOf('/');
  return { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1) };
}

/** The node of a field, by its path of map keys. */
export function fieldOf(map: YamlMap | undefined, ...names: readonly string[]): YamlNode | undefined {
  let node: YamlNode | undefined = map;
  for (const name of names) {
    const target = resolved(node);
    node = target?.type === 'map' ? entryOf(target, name)?.value : undefined;
  }
  return node;
}

/** The scalar of a field. */
export function scalarOf(map: YamlMap | undefined, ...names: readonly string[]): YamlScalar | undefined {
  const node = resolved(fieldOf(map, ...names));
  return node?.type === 'scalar' ? node : undefined;
}

/** The entries of a field that is a map. */
export function entriesIn(map: YamlMap | undefined, ...names: readonly string[]): YamlMap['entries'] {
  const node = resolved(fieldOf(map, ...names));
  return node?.type === 'map' ? node.entries : [];
}

/** An object as patches select it. */
export function patchSubject({ node, kindId, apiVersion, name, namespace }: ManifestObject): PatchSubject {
  const texts = (field: string) =>
    Object.fromEntries(
      entriesIn(node, 'metadata', field).map(({ key, value }) => [keyName(key), asString(value) ?? '']),
    );
  return { kindId, apiVersion, name, namespace, labels: texts('labels'), annotations: texts('annotations') };
}
