import { kinds } from '../../flux/kinds.ts';
import { kindId, kindName } from '../../flux/object.ts';
import { nameAffixes } from '../../manifests/kustomize/namespaces.ts';
import { buildsOf } from '../../manifests/kustomize/builds.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { DeclaredObject, PatchSummary, Place } from '../../manifests/workspace/fileSummary.ts';
import { indexKey } from '../../manifests/workspace/indexEntries.ts';
import { fileNameOf } from '../../manifests/workspace/paths.ts';
import { entriesAt, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { plainValue } from '../../manifests/yaml/plainScalar.ts';
import type { LanguageContext } from '../context.ts';
import type { FileEdit } from '../finding.ts';
import { objectReferences } from './findReferences.ts';
import { entityAt } from '../references/entityAt.ts';
import { isOpaque } from '../opaque.ts';
import { resolveReference, type Wanted } from '../references/resolve.ts';
import type { Refusal } from './refusal.ts';
import { renameVariable, variableRefusal } from './renameVariable.ts';
import { variableAt } from './variableAt.ts';

/** What may be renamed at an offset. */
export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

/** The name at an offset that rename can change in the whole workspace, or why it cannot. Undefined: none is there. */
export function prepareRename(
  file: ManifestFile,
  offset: number,
  { workspace }: LanguageContext,
): Renamable | Refusal | undefined {
  const variable = variableAt(workspace, file, offset);
  if (variable?.mayTell === false) return undefined;
  if (variable !== undefined) return variableRefusal(workspace, variable) ?? variable;
  const entity = entityAt(workspace, file, offset);
  if (entity === undefined || entity.is === 'path') return undefined;
  const object = renamable(workspace, entity.wanted);
  return 'refusal' in object ? object : { span: entity.span, name: entity.wanted.name };
}

/** The edits that rename an object, where it is declared, in its patches, and in all references to it; or a variable. */
export function rename(
  file: ManifestFile,
  offset: number,
  newName: string,
  { workspace }: LanguageContext,
): readonly FileEdit[] | Refusal | undefined {
  const variable = variableAt(workspace, file, offset);
  if (variable?.mayTell === false) return undefined;
  if (variable !== undefined) return renameVariable(workspace, variable, newName);
  const entity = entityAt(workspace, file, offset);
  if (entity === undefined || entity.is === 'path') return undefined;
  const { wanted } = entity;
  const object = renamable(workspace, wanted);
  if ('refusal' in object) return object;
  if (!isObjectName(newName)) {
    return { refusal: `"${newName}" cannot be a name: lower-case letters, digits, "-" and "." are allowed.` };
  }
  const taken = resolveReference(workspace, { ...wanted, name: newName }).targets[0];
  if (taken?.name === newName) {
    return {
      refusal: `There is a ${kindName(wanted.kindId)} "${newName}" already, in ${fileNameOf(taken.place.path)}.`,
    };
  }
  const declared = { path: object.path, span: object.nameSpan };
  const places = [declared, ...patchFiles(workspace, object), ...objectReferences(workspace, wanted)];
  const text = plainValue(newName) === newName ? newName : `"${newName}"`;
  const unique = new Map(places.map((place) => [`${place.path} ${place.span.start}`, place]));
  return [...unique.values()].map((place) => ({ ...place, text }));
}

const markers = 'Comments that mark images for updates name it too, and they would not follow.';

/** The object that a name means, if all that names it can be found. */
function renamable(workspace: Workspace, wanted: Wanted): DeclaredObject | Refusal {
  const what = `${kindName(wanted.kindId)} "${wanted.name}"`;
  if (isOpaque(wanted.name)) return { refusal: `The name "${wanted.name}" holds a variable.` };
  if (wanted.kindId === kindId('', 'Namespace')) {
    return { refusal: 'A namespace is named by all that is in it, also where no manifest says so.' };
  }
  if (wanted.kindId === kinds.imagePolicy) return { refusal: markers };
  const [target, another] = resolveReference(workspace, wanted).targets;
  if (target === undefined) return { refusal: `${what} is not declared in this workspace.` };
  const { object } = target;
  if (object === undefined) return { refusal: `${what} is made by another object or a generator.` };
  if (
    object.name !== wanted.name ||
    nameAffixes(workspace, object.path).some(({ prefix, suffix }) => prefix + suffix !== '')
  ) {
    return { refusal: `A prefix, a suffix or a variable makes up the name of ${what}.` };
  }
  if (another !== undefined) return { refusal: `${what} is declared in more than one place.` };
  if (object.references.some(({ isAlias, name }) => isAlias && name === object.name)) {
    return { refusal: `Other fields repeat the name of ${what} by a YAML alias, and they would change with it.` };
  }
  const patch = patchNaming(workspace, object);
  return patch === undefined
    ? object
    : { refusal: `A patch in ${fileNameOf(patch)} names ${what}. Rename it there first.` };
}

/** Objects of the same kind and name in files that are patches. */
function patchFiles(workspace: Workspace, object: DeclaredObject): Place[] {
  return entriesAt(workspace, indexKey.object(object.kindId, object.name)).flatMap(({ path, object: other }) =>
    other === undefined || other === object ? [] : [{ path, span: other.nameSpan }],
  );
}

/** The file with a patch that names the object by its target, or in place. */
function patchNaming(workspace: Workspace, { path, name }: DeclaredObject): string | undefined {
  for (const { steps, applier } of buildsOf(workspace, path)) {
    for (const step of steps) if (step.patches.some((patch) => names(patch, name))) return step.path;
    if (applier?.fluxKustomization?.patches.some((patch) => names(patch, name)) === true) return applier.path;
  }
  return undefined;
}

function names({ target, inline }: PatchSummary, name: string): boolean {
  const inText = inline?.text.split('\n').some((line) => line.trim().replace(/["']/g, '') === `name: ${name}`) === true;
  return target?.name === name || inText;
}

/** An RFC 1123 subdomain, as Kubernetes asks for of most names. */
function isObjectName(name: string): boolean {
  const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
  return name.length <= 253 && name.split('.').every((part) => label.test(part));
}
