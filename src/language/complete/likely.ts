import { isFluxGroup } from '../../flux/kinds.ts';
import { groupOf, kindId, type KindId, kindName } from '../../flux/object.ts';
import { referenceFields, type ReferenceField } from '../../flux/referenceFields.ts';
import type { DeclaredReference } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { LanguageContext } from '../context.ts';
import { candidatesFor } from './candidates.ts';
import type { ObjectAround } from './objectAround.ts';

/** What is likely to be written at a path from an object's root, the most likely first; nothing where nothing tells. */
export type Likely = (path: Path) => readonly string[];

/** How often Flux should look, where nobody says; most examples have it. */
const usualInterval = '10m';

/**
 * What an object is likely to hold in a workspace: of references the kinds that others of its kind refer to, then
 * those of which there are objects, and the name that most refer to, or the only one that there is.
 */
export function likelyAround(
  object: Pick<ObjectAround, 'apiVersion' | 'kind'> | undefined,
  namespace: string | undefined,
  context: LanguageContext,
): Likely {
  if (object === undefined) return () => [];
  const kind = kindId(groupOf(object.apiVersion), object.kind);
  return (path) => {
    const key = path.at(-1);
    if (key === 'interval' && path.length === 2 && isFluxGroup(groupOf(object.apiVersion))) return [usualInterval];
    if (key !== 'kind' && key !== 'name') return [];
    const written = dotted(path.slice(0, -1));
    const field = referenceFields(kind).find((one) => one.path === written);
    if (field === undefined || field.to === 'any') return [];
    const uses = usesOf(kind, field, context);
    const ranked = rankedKinds(field.to, uses, context);
    if (key === 'kind') return ranked.map((id) => kindName(id));
    const [first] = field.to.length === 1 ? field.to : ranked;
    // Where an object names others of its own kind, or one of many Secrets, the next one is seldom the same.
    if (first === undefined || !field.anyNamespace || field.to.includes(kind)) return [];
    return likelyNames(first, uses, namespace, context);
  };
}

/** What other objects of the kind name by a field. */
function usesOf(kind: KindId, field: ReferenceField, { workspace }: LanguageContext): readonly DeclaredReference[] {
  return declaredObjects(workspace, kind).flatMap(({ references }) =>
    references.filter(({ path, name }) => dotted(path) === field.path && !/\$\{|<</.test(name)),
  );
}

function rankedKinds(
  kinds: readonly KindId[],
  uses: readonly DeclaredReference[],
  context: LanguageContext,
): readonly KindId[] {
  const ranked = kinds.map((id) => ({
    id,
    uses: uses.filter((use) => use.kindId === id).length,
    exists: candidatesFor([id], context).length > 0,
  }));
  return ranked
    .filter((one) => one.uses > 0 || one.exists)
    .sort((a, b) => b.uses - a.uses)
    .map(({ id }) => id);
}

function likelyNames(
  kind: KindId,
  uses: readonly DeclaredReference[],
  namespace: string | undefined,
  context: LanguageContext,
): readonly string[] {
  const same = uses.filter((use) => use.kindId === kind && isNear(use.namespace, namespace));
  for (const { name } of same) {
    const count = same.filter((use) => use.name === name).length;
    if (count > 1 && count * 2 > same.length) return [name];
  }
  const candidates = candidatesFor([kind], context);
  const names = new Set(candidates.map(({ name }) => name));
  return names.size === 1 && candidates.some((one) => isNear(one.namespace, namespace)) ? [...names] : [];
}

/** Whether a name alone is enough to refer to it. */
function isNear(namespace: string | undefined, own: string | undefined): boolean {
  return namespace === undefined || own === undefined || namespace === own;
}

/** A path as fields of references write it: `spec.dependsOn[]`. */
export function dotted(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);
}
