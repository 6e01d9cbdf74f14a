import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { variablesIn } from '../../manifests/variables/variablesIn.ts';
import type { BuiltObject } from './built.ts';
import { placeKey, type HeldApplication, type HeldObject } from './holding.ts';
import { whereOf, type PlacedScalar } from './placed.ts';

/** The applications, by key, that use a document, a patch, an entry of `images:` or a variable's value, by the place of these. */
export function usersOf(applications: readonly HeldApplication[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, Set<string>>();
  for (const { key, objects } of applications) {
    for (const place of objects.flatMap(usedPlaces)) {
      const known = users.get(place);
      if (known === undefined) users.set(place, new Set([key]));
      else known.add(key);
    }
  }
  return new Map(Array.from(users, ([place, keys]) => [place, [...keys]]));
}

/** The key of a scalar's place in its file, for {@link usersOf}. */
export function scalarKey({ at: { source, node } }: PlacedScalar): string {
  return placeKey(source.path, source.spanOf(node.span).start);
}

/** The key of a document in its file. */
export function documentKey(source: PlacedScalar['at']['source']): string {
  return placeKey(source.path, source.spanOf({ start: 0, end: 0 }).start);
}

function usedPlaces({ built, variables }: HeldObject): string[] {
  const rules = built.images.length === 0 ? [] : imagesUsed(built);
  const given =
    variables.given.size === 0
      ? []
      : variableNames(built).flatMap((name) => {
          const scalar = variables.given.get(name);
          return scalar === undefined ? [] : [scalarKey(scalar)];
        });
  return [documentKey(whereOf(built.value).source), ...built.patches.map(documentKey), ...rules, ...given];
}

/** Entries of `images:` whose image the object's text names. */
function imagesUsed({ images, value }: BuiltObject): string[] {
  const { text } = whereOf(value).source.content;
  const used = images.filter(({ name }) => text.includes(name));
  return used.flatMap(({ newTag, digest }) =>
    [newTag, digest].flatMap((one) => (one === undefined ? [] : [scalarKey(one)])),
  );
}

function variableNames({ value, patches }: BuiltObject): readonly string[] {
  const contents = [whereOf(value).source.content, ...patches.map(({ content }) => content)];
  return [...new Set(contents.flatMap(namesIn))];
}

const names = new WeakMap<DocumentContent, readonly string[]>();

function namesIn(content: DocumentContent): readonly string[] {
  const known = names.get(content);
  if (known !== undefined) return known;
  const made = [...new Set(variablesIn(content.text).flatMap(({ name, escaped }) => (escaped ? [] : [name])))];
  names.set(content, made);
  return made;
}
