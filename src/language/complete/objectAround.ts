import { kindSchema } from '../../schema/schemaSet.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { assumedKind } from '../assumedKind.ts';
import type { KindSchema, Schema } from '../../schema/schema.ts';
import type { LanguageContext } from '../context.ts';
import { schemasAt } from '../fieldSchemas.ts';
import { genericObject } from './genericObject.ts';
import type { Entries } from './flow.ts';
import type { MapAround } from './placeType.ts';

/** The object that a place lies in, as far as it is written. */
export interface ObjectAround {
  readonly apiVersion: string;
  readonly kind: string;
  /** Where it stands in its region. */
  readonly root: Path;
  readonly entries: Entries;
  /** What is known of its kind; where no schema knows it, what every object has. */
  readonly schema: KindSchema | undefined;
}

/**
 * The innermost object around a place: the root of its document, an item of a List, or an object that is written in a
 * field of another that takes any. Some files need neither apiVersion nor kind, only their names.
 */
export function objectAround(
  maps: readonly MapAround[],
  path: Path,
  filePath: string,
  context: LanguageContext,
): ObjectAround | undefined {
  let found: ObjectAround | undefined;
  for (const map of maps) {
    if (!isRootPath(map.path) && !(found !== undefined && takesObject(found, map.path))) continue;
    const entries = map.entries();
    const object = objectOf(entries, map.path, filePath, context);
    if (object !== undefined) found = object;
  }
  return found !== undefined && found.root.every((step, index) => path[index] === step) ? found : undefined;
}

function objectOf(entries: Entries, root: Path, filePath: string, context: LanguageContext): ObjectAround | undefined {
  const written = { apiVersion: entries.get('apiVersion') ?? '', kind: entries.get('kind') ?? '' };
  const isBare = root.length === 0 && written.apiVersion === '' && written.kind === '';
  const assumed = (isBare ? assumedKind(filePath) : undefined) ?? written;
  const { apiVersion, kind } = assumed;
  const schema = kindSchema(context.schemas, apiVersion, kind) ?? genericObject;
  if (apiVersion === '' || kind === '')
    return isRootPath(root) && begins(entries) ? { apiVersion, kind, root, entries, schema } : undefined;
  return { apiVersion, kind, root, entries, schema };
}

/** Whether a map is, or may become, an object: it is empty or holds one of the fields that objects begin with. */
function begins(entries: Entries): boolean {
  return entries.size === 0 || ['apiVersion', 'kind', 'metadata'].some((name) => entries.has(name));
}

/** Whether a whole object may stand at a path: the root, an item of a List, or a field that takes any object. */
export function isObjectPlace(path: Path, object: ObjectAround | undefined): boolean {
  if (isRootPath(path)) return true;
  return object !== undefined && (samePath(path, object.root) || takesObject(object, path));
}

function takesObject(object: ObjectAround, path: Path): boolean {
  if (object.schema === undefined || path.length <= object.root.length) return false;
  const schemas = schemasAt(object.schema, path.slice(object.root.length));
  return schemas.length > 0 && schemas.some(isOpen) && schemas.every(({ properties }) => properties === undefined);
}

function isOpen(schema: Schema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
}

/** The root of a document, or an item of a List. */
function isRootPath(path: Path): boolean {
  return path.length === 0 || (path.length === 2 && path[0] === 'items' && typeof path[1] === 'number');
}

function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}
