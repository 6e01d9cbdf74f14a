import type { KindId } from '../../flux/object.ts';
import { nameAffixes } from '../../manifests/kustomize/namespaces.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects, madeObjects, type Made } from '../../manifests/workspace/objects.ts';
import { indexKey } from '../../manifests/workspace/indexEntries.ts';
import { entriesAt, type Workspace } from '../../manifests/workspace/workspace.ts';

/** An object whose name is not what is written: parts of it are literal, and what stands between them is unknown. */
interface OddName {
  readonly parts: readonly string[];
  readonly found: DeclaredObject | Made;
}

const cache = new WeakMap<Workspace, Map<KindId, readonly OddName[]>>();

/** Objects of a kind whose names hold variables or templates, or get a prefix or suffix, so that they may be `name`. */
export function oddlyNamed(workspace: Workspace, kindId: KindId, name: string): readonly (DeclaredObject | Made)[] {
  const known = cache.get(workspace) ?? new Map<KindId, readonly OddName[]>();
  cache.set(workspace, known);
  const odd = known.get(kindId) ?? oddNames(workspace, kindId);
  known.set(kindId, odd);
  return odd.filter(({ parts }) => fits(parts, name)).map(({ found }) => found);
}

function oddNames(workspace: Workspace, kindId: KindId): OddName[] {
  // Builds are told for every object only where a name can get something put to it at all.
  const affixed = entriesAt(workspace, indexKey.affixes).length > 0;
  const declared = (affixed ? declaredObjects(workspace, kindId) : []).flatMap((found) =>
    nameAffixes(workspace, found.path).map(({ prefix, suffix }) => ({
      found,
      name: `${prefix}${found.name}${suffix}`,
    })),
  );
  const unbuilt = declaredObjects(workspace, kindId).map((found) => ({ found, name: found.name }));
  const made = madeObjects(workspace, kindId).map((found) => ({ found, name: found.made.name }));
  return [...declared, ...unbuilt, ...made].flatMap(({ found, name }) => {
    const written = 'made' in found ? found.made.name : found.name;
    const parts = name.split(/\$\{[^}]*\}|<<.*?>>|\{\{.*?\}\}|\{[^}]*\}/);
    return parts.length > 1 || name !== written ? [{ parts, found }] : [];
  });
}

/** Whether a text is made of the parts in their order, with anything between them. */
function fits(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
