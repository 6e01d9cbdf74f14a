import { isFluxGroup } from '../../flux/kinds.ts';
import { groupOf, kindName, versionOf } from '../../flux/object.ts';
import { allFiles, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { schemasAt } from '../fieldSchemas.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import { isObjectPlace, type ObjectAround } from './objectAround.ts';

/**
 * The values of `apiVersion` and `kind`, of an object itself or of a field that names one. Each narrows the other. A kind
 * chosen where no apiVersion is written brings its own.
 */
export function completeKinds(
  text: string,
  place: OpenPlace,
  object: ObjectAround | undefined,
  context: LanguageContext,
): CompletionItem[] {
  const field = place.path.at(-1);
  if (place.at !== 'value' || (field !== 'apiVersion' && field !== 'kind')) return [];
  const parent = place.path.slice(0, -1);
  const siblings = place.maps.at(-1)?.entries() ?? new Map<string, string>();
  const own = isObjectPlace(parent, object);
  if (!own && !namesAnyKind(parent, object)) return [];
  if (field === 'apiVersion') return apiVersions(place, siblings.get('kind') ?? '', context);
  const apiVersion = siblings.get('apiVersion') ?? '';
  const group = siblings.get('group') ?? siblings.get('apiGroup');
  if (apiVersion !== '') return kindsOf(place, groupOf(apiVersion), apiVersion, context);
  if (group !== undefined && group !== '') return kindsOf(place, group, undefined, context);
  const line = own && !place.flow && !siblings.has('apiVersion') ? startOfKey(text, place) : undefined;
  return allKinds(place, line, context);
}

/** Whether a field `kind` may name kinds of every sort: the schema lists none. */
function namesAnyKind(parent: ObjectAround['root'], object: ObjectAround | undefined): boolean {
  if (object?.schema === undefined) return false;
  const schemas = schemasAt(object.schema, [...parent.slice(object.root.length), 'kind']);
  return schemas.length > 0 && schemas.every((schema) => schema.enum === undefined);
}

function apiVersions(place: OpenPlace, kind: string, context: LanguageContext): CompletionItem[] {
  const { schemas } = context;
  const items = usedKinds(context)
    .filter((used) => kind === '' || used.kind === kind)
    .map(({ apiVersion: label }) =>
      scalarItem(place, label, { label, kind: 'kind', detail: 'used here', sortText: `2${label}` }),
    );
  for (const group of schemas.groups()) {
    const known = schemas.kinds(group);
    if (kind !== '' && !known.includes(kind)) continue;
    const versions =
      kind !== '' ? schemas.versions(group, kind) : new Set(known.flatMap((each) => schemas.versions(group, each)));
    let index = 0;
    for (const version of versions) {
      const label = group === '' ? version : `${group}/${version}`;
      const rank = `${isFluxGroup(group) ? '0' : '1'}${group}${String(index++).padStart(2, '0')}`;
      const deprecated = kind !== '' && schemas.find(group, version, kind)?.deprecated !== undefined;
      const facts = { label, kind: 'kind', sortText: rank } as const;
      items.push(scalarItem(place, label, deprecated ? { ...facts, deprecated } : facts));
    }
  }
  return items;
}

function kindsOf(
  place: OpenPlace,
  group: string,
  apiVersion: string | undefined,
  context: LanguageContext,
): CompletionItem[] {
  const version = apiVersion && versionOf(apiVersion);
  const used = usedKinds(context).filter(
    (one) => (apiVersion ?? one.apiVersion) === one.apiVersion && groupOf(one.apiVersion) === group,
  );
  const known = context.schemas
    .kinds(group)
    .filter((kind) => version === undefined || context.schemas.versions(group, kind).includes(version))
    .map((kind) => scalarItem(place, kind, { label: kind, kind: 'kind', sortText: kind }));
  const more = used.map(({ kind }) =>
    scalarItem(place, kind, { label: kind, kind: 'kind', detail: 'used here', sortText: kind }),
  );
  return [...known, ...more];
}

/** Kinds that no schema knows but that files of the workspace declare. */
function usedKinds({ workspace, schemas }: LanguageContext): readonly { apiVersion: string; kind: string }[] {
  const used = kept.get(workspace) ?? new Map<string, { apiVersion: string; kind: string }>();
  if (!kept.has(workspace)) {
    for (const { documents } of allFiles(workspace)) {
      for (const { objects } of documents) {
        for (const { apiVersion, kindId: id } of objects) {
          const kind = kindName(id);
          const isName = !/[${}<>]/.test(`${apiVersion}${kind}`);
          if (isName && !used.has(`${apiVersion} ${kind}`)) used.set(`${apiVersion} ${kind}`, { apiVersion, kind });
        }
      }
    }
    kept.set(workspace, used);
  }
  return [...used.values()].filter(({ apiVersion, kind }) => schemas.versions(groupOf(apiVersion), kind).length === 0);
}

const kept = new WeakMap<Workspace, Map<string, { apiVersion: string; kind: string }>>();

/** Every kind of every group. With `line`, the start of the line of `kind`, an apiVersion is written before it. */
function allKinds(
  place: OpenPlace,
  line: { readonly at: number; readonly indent: string } | undefined,
  context: LanguageContext,
): CompletionItem[] {
  const { schemas } = context;
  const known = schemas.groups().flatMap((group) =>
    schemas.kinds(group).map((kind) => {
      const version = schemas.versions(group, kind)[0] ?? '';
      return { apiVersion: group === '' ? version : `${group}/${version}`, kind };
    }),
  );
  return [...known, ...usedKinds(context)].map(({ apiVersion, kind }) => {
    const sortText = `${isFluxGroup(groupOf(apiVersion)) ? '0' : '1'}${kind}`;
    const facts = { label: kind, kind: 'kind', detail: apiVersion, sortText } as const;
    if (line === undefined) return scalarItem(place, kind, facts);
    const edit = { span: { start: line.at, end: line.at }, text: `apiVersion: ${apiVersion}\n${line.indent}` };
    return scalarItem(place, kind, { ...facts, edits: [edit] });
  });
}

/** Where the key `kind` begins, and the blanks that a line put before it must end with. */
function startOfKey(text: string, place: OpenPlace): { at: number; indent: string } | undefined {
  const line = text.lastIndexOf('\n', place.span.start - 1) + 1;
  const found = /^[ -]*(?=["']?kind["']?[ \t]*:)/.exec(text.slice(line, place.span.start))?.[0];
  return found === undefined ? undefined : { at: line + found.length, indent: found.replaceAll('-', ' ') };
}
