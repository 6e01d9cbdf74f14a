import type { ClusterFacts } from '../../flux/clusterFacts.ts';
import { type KindId, kindIdOf, kindName, parseKey } from '../../flux/object.ts';
import { declaredObjects, madeObjects } from '../../manifests/workspace/objects.ts';
import { allFiles, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';

/** An object that a reference may name. */
export interface Candidate {
  readonly kindId: KindId;
  readonly name: string;
  /** Undefined where it is not known. */
  readonly namespace: string | undefined;
  /** Where it is known from, for a person. */
  readonly from: string;
}

/** The objects of these kinds that are known: declared, made, named by others, or in the cluster. */
export function candidatesFor(kinds: readonly KindId[], { workspace, cluster }: LanguageContext): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate): void => {
    const key = `${candidate.kindId}/${candidate.namespace ?? ''}/${candidate.name}`;
    if (!found.has(key)) found.set(key, candidate);
  };
  for (const id of kinds) {
    for (const { name, namespace, path } of declaredObjects(workspace, id)) {
      add({ kindId: id, name, namespace, from: shortPath(path) });
    }
    for (const { made, path, by } of madeObjects(workspace, id)) {
      const from = by === undefined ? shortPath(path) : `made by ${kindName(by.kindId)}/${by.name}`;
      add({ kindId: id, name: made.name, namespace: made.namespace, from });
    }
  }
  const declaredNames = new Set(Array.from(found.values(), ({ kindId: id, name }) => `${id}/${name}`));
  for (const candidate of referredTo(kinds, workspace)) {
    if (!declaredNames.has(`${candidate.kindId}/${candidate.name}`)) add(candidate);
  }
  for (const candidate of inCluster(kinds, cluster)) {
    // Declared without a namespace, as kustomize gives it one, it is the same object.
    const known = declaredNames.has(`${candidate.kindId}/${candidate.name}`);
    if (!known || !found.has(`${candidate.kindId}//${candidate.name}`)) add(candidate);
  }
  return [...found.values()];
}

/** What others refer to though no file declares it: a bootstrapped source, a Secret that a person made. */
function referredTo(kinds: readonly KindId[], workspace: Workspace): Candidate[] {
  const known = referred.get(workspace) ?? allReferredTo(workspace);
  referred.set(workspace, known);
  return kinds.flatMap((id) => [...(known.get(id)?.values() ?? [])]);
}

const referred = new WeakMap<Workspace, ReadonlyMap<KindId, ReadonlyMap<string, Candidate>>>();

function allReferredTo(workspace: Workspace): ReadonlyMap<KindId, ReadonlyMap<string, Candidate>> {
  const found = new Map<KindId, Map<string, Candidate>>();
  for (const { documents } of allFiles(workspace)) {
    for (const { objects } of documents) {
      for (const { references, kindId: by } of objects) {
        for (const { kindId: id, name, namespace } of references) {
          if (name.includes('${') || name.includes('<<')) continue;
          const from = `used by a ${kindName(by)}`;
          const names = found.get(id) ?? new Map<string, Candidate>();
          found.set(id, names);
          if (!names.has(name)) names.set(name, { kindId: id, name, namespace, from });
        }
      }
    }
  }
  return found;
}

function inCluster(kinds: readonly KindId[], cluster: ClusterFacts | undefined): Candidate[] {
  const found: Candidate[] = [];
  for (const key of cluster?.objects.keys() ?? []) {
    if (!kinds.includes(kindIdOf(key))) continue;
    const { kindId: id, name, namespace } = parseKey(key);
    found.push({ kindId: id, name, namespace, from: `cluster ${cluster?.context ?? ''}` });
  }
  return found;
}

function shortPath(path: string): string {
  return path.split('/').slice(-2).join('/');
}
