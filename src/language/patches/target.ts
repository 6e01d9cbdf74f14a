import { kindSchema } from '../../schema/schemaSet.ts';
import { asMap, asString, entryOf, type YamlMap, type YamlNode } from '../../manifests/yaml/node.ts';
import type { KindSchema, SchemaSet } from '../../schema/schema.ts';

/** The schema of the kind that a strategic-merge patch is for: that of its target, else the one it names itself. */
export function kindOfPatch(patch: YamlMap, target: YamlMap | undefined, schemas: SchemaSet): KindSchema | undefined {
  const apiVersion = asString(entryOf(patch, 'apiVersion')?.value);
  const kind = asString(entryOf(patch, 'kind')?.value);
  const named = apiVersion === undefined || kind === undefined ? undefined : find(schemas, apiVersion, kind);
  if (target === undefined) return named;
  const targetKind = asString(entryOf(target, 'kind')?.value);
  return targetKind === undefined || targetKind === kind
    ? named && agrees(named, target)
    : kindOfTarget(target, schemas);
}

/** The schema of the kind that a target selects, where it selects one. */
export function kindOfTarget(target: YamlMap | undefined, schemas: SchemaSet): KindSchema | undefined {
  const kind = asString(entryOf(target, 'kind')?.value);
  if (kind === undefined || !isName(kind)) return undefined;
  const group = asString(entryOf(target, 'group')?.value);
  const version = asString(entryOf(target, 'version')?.value);
  const groups =
    group === undefined ? schemas.groups().filter((one) => schemas.versions(one, kind).length > 0) : [group];
  const [only, ...others] = groups;
  // Kinds of one name in several groups (Kustomization, Ingress) cannot be told apart.
  if (only === undefined || others.length > 0) return undefined;
  const [preferred] = schemas.versions(only, kind);
  return schemas.find(only, version ?? preferred ?? '', kind);
}

/** The map under `target` of an entry of a list of patches. */
export function targetOf(entry: YamlNode | undefined): YamlMap | undefined {
  return asMap(entryOf(asMap(entry), 'target')?.value);
}

function agrees(schema: KindSchema, target: YamlMap): KindSchema | undefined {
  const group = asString(entryOf(target, 'group')?.value);
  return group === undefined || group === schema.group ? schema : undefined;
}

function find(schemas: SchemaSet, apiVersion: string, kind: string): KindSchema | undefined {
  return kindSchema(schemas, apiVersion, kind);
}

/** Selectors are regular expressions; a name of letters selects itself. */
function isName(text: string): boolean {
  return /^[A-Za-z0-9]+$/.test(text);
}
