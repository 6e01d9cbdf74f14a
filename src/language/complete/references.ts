import type { ClusterFacts } from '../../flux/clusterFacts.ts';
import { groupOf, kindId, kindIdOf, parseKey, type KindId } from '../../flux/object.ts';
import { referenceFields, type ReferenceField } from '../../flux/referenceFields.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { declaredObjects, madeObjects } from '../../manifests/workspace/objects.ts';
import { allFiles, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import type { Entries } from './flow.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';

/** An object that a reference may name. */
interface Candidate {
  readonly kindId: KindId;
  readonly name: string;
  /** Undefined where it is not known. */
  readonly namespace: string | undefined;
  /** Where it is known from, for a person. */
  readonly from: string;
}

/** More names than this are not listed; typing on brings others. */
const mostNames = 1000;

/** The names that a reference may have, from the workspace and the cluster. A namespace is added where it is needed. */
export function completeReferences(
  place: OpenPlace,
  object: ObjectAround | undefined,
  namespace: string | undefined,
  context: LanguageContext,
): CompletionItem[] {
  if (place.at !== 'value' || object === undefined) return [];
  const path = place.path.slice(object.root.length);
  const found = referenceAt(kindId(groupOf(object.apiVersion), object.kind), path);
  if (found === undefined) return [];
  const siblings: Entries = found.isName ? (place.maps.at(-1)?.entries() ?? new Map()) : new Map();
  const wanted = siblings.get('namespace') || (found.field.anyNamespace ? undefined : namespace);
  const self = { kindId: kindId(groupOf(object.apiVersion), object.kind), name: nameOf(place, object) };
  const canMove =
    found.isName && found.field.anyNamespace && !siblings.has('namespace') && !place.flow && place.quote === '';
  return candidatesFor(targetKinds(found.field, siblings), context)
    .filter((candidate) => candidate.kindId !== self.kindId || candidate.name !== self.name)
    .filter((candidate) => wanted === undefined || candidate.namespace === undefined || candidate.namespace === wanted)
    .slice(0, mostNames)
    .map((candidate) => item(place, candidate, canMove ? namespace : undefined));
}

function item(
  place: OpenPlace,
  { kindId: id, name, namespace, from }: Candidate,
  own: string | undefined,
): CompletionItem {
  const elsewhere = own !== undefined && namespace !== undefined && namespace !== own;
  const made = scalarItem(place, name, {
    label: name,
    kind: 'reference',
    detail: [id.slice(id.indexOf('/') + 1), namespace, from].filter((part) => part !== undefined).join(' · '),
    sortText: `${elsewhere ? '1' : '0'}${name}`,
  });
  if (!elsewhere) return made;
  return { ...made, insertText: `${made.insertText}\n${' '.repeat(place.column)}namespace: ${namespace}` };
}

/** The reference that a path leads to the name of. */
function referenceAt(kind: KindId, path: Path): { field: ReferenceField; isName: boolean } | undefined {
  const written = path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);
  for (const field of referenceFields(kind)) {
    if (written === field.path) return { field, isName: false };
    if (written === `${field.path}.name`) return { field, isName: true };
  }
  return undefined;
}

function targetKinds({ to }: ReferenceField, siblings: Entries): readonly KindId[] {
  const kind = siblings.get('kind') ?? '';
  if (to !== 'any') return kind === '' ? to : to.filter((id) => id.endsWith(`/${kind}`));
  const group = siblings.get('group') ?? groupOf(siblings.get('apiVersion') ?? '');
  return kind === '' ? [] : [kindId(group, kind)];
}

function candidatesFor(kinds: readonly KindId[], { workspace, cluster }: LanguageContext): Candidate[] {
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
      const from =
        by === undefined ? shortPath(path) : `made by ${by.kindId.slice(by.kindId.indexOf('/') + 1)}/${by.name}`;
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
  const found = new Map<string, Candidate>();
  for (const { documents } of allFiles(workspace)) {
    for (const { objects } of documents) {
      for (const { references, kindId: by } of objects) {
        for (const { kindId: id, name, namespace } of references) {
          if (!kinds.includes(id) || name.includes('${') || name.includes('<<')) continue;
          const from = `used by a ${by.slice(by.indexOf('/') + 1)}`;
          if (!found.has(`${id}/${name}`)) found.set(`${id}/${name}`, { kindId: id, name, namespace, from });
        }
      }
    }
  }
  return [...found.values()];
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

function nameOf(place: OpenPlace, object: ObjectAround): string | undefined {
  const depth = object.root.length + 1;
  const metadata = place.maps.find(({ path }) => path.length === depth && path.at(-1) === 'metadata');
  return metadata?.entries().get('name');
}

function shortPath(path: string): string {
  return path.split('/').slice(-2).join('/');
}
