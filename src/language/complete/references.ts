import { groupOf, kindId, type KindId, kindName } from '../../flux/object.ts';
import { referenceFields, type ReferenceField } from '../../flux/referenceFields.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { LanguageContext } from '../context.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import type { Entries } from './flow.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import { dotted } from './likely.ts';
import type { ObjectAround } from './objectAround.ts';

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
    detail: [kindName(id), namespace, from].filter((part) => part !== undefined).join(' · '),
    sortText: `${elsewhere ? '1' : '0'}${name}`,
  });
  if (!elsewhere) return made;
  return { ...made, insertText: `${made.insertText}\n${' '.repeat(place.column)}namespace: ${namespace}` };
}

/** The reference that a path leads to the name of. */
function referenceAt(kind: KindId, path: Path): { field: ReferenceField; isName: boolean } | undefined {
  const written = dotted(path);
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

function nameOf(place: OpenPlace, object: ObjectAround): string | undefined {
  const depth = object.root.length + 1;
  const metadata = place.maps.find(({ path }) => path.length === depth && path.at(-1) === 'metadata');
  return metadata?.entries().get('name');
}
