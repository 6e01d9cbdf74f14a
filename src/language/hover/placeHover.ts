import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { namedObjects } from '../../manifests/workspace/references.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { kindSchema } from '../../schema/schemaSet.ts';
import { knownName, namesAt } from '../complete/annotations.ts';
import type { LanguageContext } from '../context.ts';
import type { Located } from '../locate.ts';
import { fieldHover } from './fieldHover.ts';
import { kindHover } from './kindHover.ts';
import { code, facts, join, line } from './markdown.ts';
import { objectHover, referenceHover } from './objectHover.ts';
import { pathHover } from './pathHover.ts';

/** Where an object stands that is asked about. */
interface ObjectSurroundings {
  readonly filePath: string;
  readonly context: LanguageContext;
  /** Whether the place is in a value of a Secret, of which nothing may be shown. */
  readonly secret: boolean;
}

/**
 * What there is to say about a place in an object, as Markdown: of a field what its schema says, of a reference what it
 * names, of a path where it leads, of the object's name or kind how it is in the cluster.
 */
export function placeHover(
  object: ManifestObject,
  located: Located,
  { filePath, context, secret }: ObjectSurroundings,
): string | undefined {
  const path = located.path.slice(object.path.length);
  const [first, second] = path;
  if (path.length === 1 && (first === 'kind' || first === 'apiVersion')) {
    return join(
      located.onKey ? undefined : objectHover(object, filePath, context),
      kindHover(object.apiVersion, object.kind, context),
    );
  }
  const name = nameHover(path);
  if (name !== undefined) return name;
  const { apiVersion, kind } = object;
  const schema = kindSchema(context.schemas, apiVersion, kind);
  const value = secret || located.onKey || located.node?.type !== 'scalar' ? undefined : located.node.text;
  const field = schema && fieldHover(schema, path, value, context);
  if (located.onKey || secret) return field;
  if (first === 'metadata' && second === 'name' && path.length === 2)
    return objectHover(object, filePath, context) ?? field;
  return referenceAt(object, path, filePath, context) ?? pathHover(object, path, value, filePath, context) ?? field;
}

/** A label or annotation that Flux, kustomize or Kubernetes reads. */
function nameHover(path: Path): string | undefined {
  const where = namesAt(path.slice(0, -1));
  const name = path.at(-1);
  const known = where === undefined || typeof name !== 'string' ? undefined : knownName(name, where);
  if (known === undefined) return undefined;
  const values = facts([['Values', known.values.map((value) => code(value)).join(', ')]]);
  return join(`**${line(known.name)}**`, line(known.text), values);
}

/** The reference that a path is the name, kind or namespace of. */
function referenceAt(
  object: ManifestObject,
  path: Path,
  filePath: string,
  context: LanguageContext,
): string | undefined {
  const found = namedObjects(object).find((reference) => {
    const rest = path.slice(reference.path.length);
    const inside = reference.path.every((step, index) => step === path[index]);
    return (
      inside && (rest.length === 0 || (rest.length === 1 && ['name', 'kind', 'namespace'].includes(String(rest[0]))))
    );
  });
  return found && referenceHover(found, object, filePath, context);
}
