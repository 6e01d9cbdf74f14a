import { documentAt, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { findReferences } from '../../manifests/workspace/references.ts';
import { asMap, asString, entryOf, type Path, type Span, type YamlNode } from '../../manifests/yaml/node.ts';
import { groupOf, kindId } from '../../flux/object.ts';
import { knownName } from '../complete/annotations.ts';
import type { LanguageContext } from '../context.ts';
import { isKustomizationFile } from '../kustomizationFile.ts';
import { locate, type Located } from '../locate.ts';
import { fieldHover } from './fieldHover.ts';
import { kindHover } from './kindHover.ts';
import { code, facts, join, line } from './markdown.ts';
import { objectHover, referenceHover } from './objectHover.ts';
import { pathHover } from './pathHover.ts';

/** What is shown about a stretch of a file. All text from schemas, manifests and clusters in it is escaped. */
export interface Hover {
  /** Counts from the start of the file. */
  readonly span: Span;
  readonly markdown: string;
}

/**
 * What there is to say about an offset of a file: of a field what its schema says, of a reference what it names and how
 * that is, of a path where it leads, of an object's name or kind how it is in the cluster.
 */
export function hover(file: ManifestFile, offset: number, context: LanguageContext): Hover | undefined {
  const document = documentAt(file, offset);
  if (document === undefined) return undefined;
  const { content, start } = document;
  const located = locate(content.root, offset - start);
  if (located === undefined) return undefined;
  const object = objectOf(content.objects, content.root, located.path, file.path);
  const markdown = object && hoverIn(object, located, file.path, context);
  return markdown === undefined || markdown === '' ? undefined : { span: moved(spanOf(located), start), markdown };
}

function hoverIn(
  object: ManifestObject,
  located: Located,
  filePath: string,
  context: LanguageContext,
): string | undefined {
  const path = located.path.slice(object.path.length);
  const [first, second, third] = path;
  if (path.length === 1 && (first === 'kind' || first === 'apiVersion')) {
    return join(
      located.onKey ? undefined : objectHover(object, filePath, context),
      kindHover(object.apiVersion, object.kind, context),
    );
  }
  if (first === 'metadata' && (second === 'labels' || second === 'annotations') && typeof third === 'string') {
    const known = knownName(third, second);
    if (known !== undefined) {
      return join(
        `**${line(known.name)}**`,
        line(known.text),
        facts([['Values', known.values.map((value) => code(value)).join(', ')]]),
      );
    }
  }
  const { apiVersion, kind } = object;
  const schema = context.schemas.find(groupOf(apiVersion), apiVersion.slice(apiVersion.lastIndexOf('/') + 1), kind);
  const value = located.onKey || located.node?.type !== 'scalar' ? undefined : located.node.text;
  const field = schema && fieldHover(schema, path, value, context);
  if (located.onKey) return field;
  if (first === 'metadata' && second === 'name' && path.length === 2)
    return objectHover(object, filePath, context) ?? field;
  return referenceAt(object, path, filePath, context) ?? pathHover(object, path, value, filePath, context) ?? field;
}

/** The reference that a path is the name, kind or namespace of. */
function referenceAt(
  object: ManifestObject,
  path: Path,
  filePath: string,
  context: LanguageContext,
): string | undefined {
  const found = findReferences(object).find((reference) => {
    const rest = path.slice(reference.path.length);
    const inside = reference.path.every((step, index) => step === path[index]);
    return (
      inside && (rest.length === 0 || (rest.length === 1 && ['name', 'kind', 'namespace'].includes(String(rest[0]))))
    );
  });
  return found && referenceHover(found, object, filePath, context);
}

/** The object that a path leads into; a kustomization need not name its kind. */
function objectOf(
  objects: readonly ManifestObject[],
  root: YamlNode | undefined,
  path: Path,
  filePath: string,
): ManifestObject | undefined {
  const found = objects.find((object) => object.path.every((step, index) => step === path[index]));
  const node = asMap(root);
  if (found !== undefined || node === undefined || !isKustomizationFile(filePath)) return found;
  if (asString(entryOf(node, 'kind')?.value) !== undefined) return undefined;
  const group = 'kustomize.config.k8s.io';
  const made = { node, path: [], apiVersion: `${group}/v1beta1`, kind: 'Kustomization' };
  return { ...made, kindId: kindId(group, 'Kustomization'), name: undefined, namespace: undefined };
}

function spanOf({ onKey, entry, node }: Located): Span {
  return (onKey ? entry?.key.span : node?.span) ?? { start: 0, end: 0 };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
