import { kinds } from '../../flux/kinds.ts';
import type { ImageRule } from '../applications/built.ts';
import type { HeldApplication, HeldObject } from '../applications/holding.ts';
import { whereOf, type Placed } from '../applications/placed.ts';
import { substituted, type Variables } from '../applications/variables.ts';
import { versionsOf } from '../applications/versions.ts';

const contents = new WeakMap<HeldApplication, string>();

/**
 * What an application comes to, as a text to be compared and never shown: its objects after patches, variables and the
 * entries of `images:` that they go through. Equal texts mean that nothing that is followed here differs.
 */
export function contentOf(application: HeldApplication): string {
  const known = contents.get(application);
  if (known !== undefined) return known;
  const objects = application.objects.map((object) => {
    const { kindId, name, namespace } = object.built;
    const images = imagesOf(object).map(({ name: image, ...rule }) => [
      image,
      ...ruleScalars(rule).map(({ text }) => text),
    ]);
    return [kindId, namespace ?? '', name, plain(object.value, object.variables), images];
  });
  const made = JSON.stringify([objects, application.remotes.map(({ scalar }) => scalar.text)]);
  contents.set(application, made);
  return made;
}

/** The files that an application's objects themselves are written in: not those that only lead to them. */
export function writtenIn({ objects }: HeldApplication): ReadonlySet<string> {
  return new Set(
    objects.flatMap((object) => [
      object.built.path,
      ...object.built.patches.map(({ path }) => path),
      ...imagesOf(object).flatMap((rule) => ruleScalars(rule).map(({ at }) => at.source.path)),
    ]),
  );
}

/** In which version two states of an application differ: the main one, else the first. */
export function versionChange(
  before: HeldApplication,
  after: HeldApplication,
): { readonly from: string; readonly to: string } | undefined {
  const main = [before.version?.value, after.version?.value];
  const [from, to] = main;
  if (from !== undefined && to !== undefined && from !== to) return { from, to };
  const known = before.objects.flatMap(versionsOf);
  for (const { subject, field, part, value } of after.objects.flatMap(versionsOf)) {
    const id = JSON.stringify([subject, field, part]);
    const old = known.find((one) => JSON.stringify([one.subject, one.field, one.part]) === id);
    if (old !== undefined && old.value !== value) return { from: old.value, to: value };
  }
  return undefined;
}

function ruleScalars({ newName, newTag, digest }: Omit<ImageRule, 'name'>) {
  return [newName, newTag, digest].flatMap((scalar) => scalar ?? []);
}

/** Entries of `images:` whose image the object's text names. No release's chart goes through them. */
function imagesOf({ built }: HeldObject): readonly ImageRule[] {
  if (built.images.length === 0 || built.kindId === kinds.helmRelease) return [];
  const texts = [whereOf(built.value).source, ...built.patches].map(({ content }) => content.text);
  return built.images.filter(({ name }) => texts.some((text) => text.includes(name)));
}

function plain(value: Placed, variables: Variables): unknown {
  if (value.type === 'scalar') {
    return typeof value.value === 'string' ? substituted(value.text, variables).text : value.value;
  }
  if (value.type === 'list') return value.items.map((item) => plain(item, variables));
  const entries = Array.from(value.entries, ([key, one]) => [key, plain(one, variables)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
