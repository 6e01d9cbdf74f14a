import { kinds } from '../../flux/kinds.ts';
import { kindName } from '../../flux/object.ts';
import type { VersionKind } from '../terms/application.ts';
import type { FieldPath, FieldStep } from '../terms/difference.ts';
import type { BuiltObject, ImageRule } from './built.ts';
import { itemStep } from './fieldSteps.ts';
import type { HeldObject } from './holding.ts';
import { placedAt, textAt, type Placed, type PlacedMap, type PlacedScalar } from './placed.ts';
import { substituted } from './variables.ts';
import { imageParts, isVersionKey, looksLikeImage, looksLikeVersion } from './versionText.ts';

/** A version of an object, where it stands, and which part of the scalar it is. */
export interface VersionPoint {
  readonly of: VersionKind;
  readonly subject: string;
  readonly field: FieldPath;
  /** Of an image these are told apart; else it is all of the field. */
  readonly part: 'tag' | 'digest' | undefined;
  readonly scalar: PlacedScalar;
  /** Of the scalar's text before variables are replaced. */
  readonly from: number;
  readonly to: number;
  /** After variables are replaced. */
  readonly value: string;
}

const cache = new WeakMap<HeldObject, readonly VersionPoint[]>();

/** The versions of an object, in the order of its fields. */
export function versionsOf(object: HeldObject): readonly VersionPoint[] {
  const known = cache.get(object);
  if (known !== undefined) return known;
  const found: VersionPoint[] = [];
  find(object, found);
  cache.set(object, found);
  return found;
}

const skipped: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'Secret',
  'Namespace',
  'ImagePolicy',
  'ImageRepository',
]);

function find(object: HeldObject, found: VersionPoint[]): void {
  const { value, built } = object;
  const name = kindName(built.kindId);
  if (skipped.has(name)) return;
  switch (built.kindId) {
    case kinds.helmRelease: {
      const chart = placedAt(value, 'spec', 'chart', 'spec', 'version');
      const subject = textAt(value, 'spec', 'chart', 'spec', 'chart') ?? built.name;
      wholeField(object, found, chart, { of: 'chart', subject, field: ['spec', 'chart', 'spec', 'version'] });
      walkValues(object, placedAt(value, 'spec', 'values'), ['spec', 'values'], found);
      return;
    }
    case kinds.helmChart:
      wholeField(object, found, placedAt(value, 'spec', 'version'), {
        of: 'chart',
        subject: textAt(value, 'spec', 'chart') ?? built.name,
        field: ['spec', 'version'],
      });
      return;
    case kinds.ociRepository:
    case kinds.gitRepository:
      for (const key of ['tag', 'semver', 'digest', 'name', 'branch', 'commit']) {
        const field = ['spec', 'ref', key];
        wholeField(object, found, placedAt(value, ...field), { of: 'sourceRef', subject: built.name, field });
      }
      return;
    case kinds.resourceSet:
      findInputs(object, found);
      return;
    default:
      if (name === 'ConfigMap') variableVersions(object, placedAt(value, 'data'), ['data'], found);
      else if (built.kindId === kinds.kustomization) {
        variableVersions(
          object,
          placedAt(value, 'spec', 'postBuild', 'substitute'),
          ['spec', 'postBuild', 'substitute'],
          found,
        );
      } else walkImages(object, value, found);
  }
}

type Named = Pick<VersionPoint, 'of' | 'subject' | 'field'>;

function wholeField(object: HeldObject, found: VersionPoint[], value: Placed | undefined, named: Named): void {
  if (value?.type !== 'scalar' || value.value === null) return;
  const { text } = substituted(value.text, object.variables);
  found.push({ ...named, part: undefined, scalar: value, from: 0, to: value.text.length, value: text });
}

function findInputs(object: HeldObject, found: VersionPoint[]): void {
  const inputs = placedAt(object.value, 'spec', 'inputs');
  if (inputs?.type !== 'list') return;
  inputs.items.forEach((input, index) => {
    if (input.type !== 'map') return;
    const step = itemStep(input, index);
    const subject =
      typeof step === 'object' ? step.value : (textAt(input, 'tenant') ?? textAt(input, 'app') ?? String(index));
    for (const [key, value] of input.entries) {
      if (!isVersionKey(key)) continue;
      wholeField(object, found, value, { of: 'resourceSetInput', subject, field: ['spec', 'inputs', step, key] });
    }
  });
}

function variableVersions(object: HeldObject, map: Placed | undefined, path: FieldPath, found: VersionPoint[]): void {
  if (map?.type !== 'map') return;
  for (const [key, value] of map.entries) {
    if (value.type !== 'scalar' || !isVersionKey(key) || value.text.length > 100) continue;
    const { text } = substituted(value.text, object.variables);
    if (!looksLikeVersion(text) && !/(?:^|_)tag$/i.test(key)) continue;
    wholeField(object, found, value, { of: 'variable', subject: key, field: [...path, key] });
  }
}

/** Objects are nested no deeper. */
const deepest = 40;

/** Finds `image:` in manifests, with what `images:` of kustomizations make of it. */
function walkImages(object: HeldObject, root: Placed, found: VersionPoint[]): void {
  const field: FieldStep[] = [];
  const below = (step: FieldStep, value: Placed): void => {
    field.push(step);
    if (value.type !== 'scalar') walk(value);
    else if (step === 'image' && looksLikeImage(value.text)) {
      imageField(object, value, { of: 'manifestImage', field: [...field] }, found);
    }
    field.pop();
  };
  const walk = (value: Exclude<Placed, PlacedScalar>): void => {
    if (field.length > deepest) return;
    if (value.type === 'map') for (const [key, entry] of value.entries) below(key, entry);
    else {
      value.items.forEach((item, index) => {
        if (item.type !== 'scalar') below(itemStep(item, index), item);
      });
    }
  };
  if (root.type !== 'scalar') walk(root);
}

function imageField(
  object: HeldObject,
  scalar: PlacedScalar,
  { of, field }: { readonly of: VersionKind; readonly field: FieldPath },
  found: VersionPoint[],
): void {
  const written = imageParts(scalar.text);
  const { text: name } = substituted(written.name, object.variables);
  const ruled = of === 'manifestImage' ? ruledBy(object.built, name) : undefined;
  const subject = ruled?.name ?? name;
  const point = (part: 'tag' | 'digest', site: PlacedScalar, from: number, to: number, as: VersionKind): void => {
    const { text } = substituted(site.text.slice(from, to), object.variables);
    found.push({ of: as, subject, field, part, scalar: site, from, to, value: text });
  };
  for (const part of ['tag', 'digest'] as const) {
    const rule = part === 'tag' ? ruled?.newTag : ruled?.digest;
    if (rule !== undefined) point(part, rule, 0, rule.text.length, 'kustomizeImage');
    else if (ruled?.newTag !== undefined || ruled?.digest !== undefined) continue;
    else {
      const own = written[part];
      if (own !== undefined) point(part, scalar, own.start, own.start + own.text.length, of);
    }
  }
}

/** What the entries of `images:` come to for an image; undefined where none is for it. */
function ruledBy({ images }: BuiltObject, image: string): ImageRule | undefined {
  let current = image;
  let result: ImageRule | undefined;
  for (const rule of images) {
    if (rule.name !== current) continue;
    current = rule.newName?.text ?? current;
    const sets = rule.newTag !== undefined || rule.digest !== undefined;
    result = {
      name: current,
      newName: rule.newName ?? result?.newName,
      newTag: sets ? rule.newTag : result?.newTag,
      digest: sets ? rule.digest : result?.digest,
    };
  }
  return result;
}

/** Finds images in Helm values: `image: name:tag`, and maps with a `tag` or `digest` beside a repository. */
function walkValues(object: HeldObject, value: Placed | undefined, path: FieldPath, found: VersionPoint[]): void {
  if (path.length > deepest || value === undefined || value.type === 'scalar') return;
  if (value.type === 'list') {
    value.items.forEach((item, index) => {
      walkValues(object, item, [...path, itemStep(item, index)], found);
    });
    return;
  }
  for (const [key, below] of value.entries) {
    const field = [...path, key];
    if (below.type !== 'scalar') walkValues(object, below, field, found);
    else if (/^image$|Image$/.test(key) && looksLikeImage(below.text) && /[:@]/.test(below.text)) {
      imageField(object, below, { of: 'valuesImage', field }, found);
    } else if (isTagKey(key, value) && below.text !== '') {
      const subject = repositoryIn(value, key) ?? pathText(path);
      const part = /digest$/i.test(key) ? ('digest' as const) : ('tag' as const);
      const { text } = substituted(below.text, object.variables);
      found.push({
        of: 'valuesImage',
        subject,
        field,
        part,
        scalar: below,
        from: 0,
        to: below.text.length,
        value: text,
      });
    }
  }
}

function isTagKey(key: string, siblings: PlacedMap): boolean {
  if (/^(?:tag|digest)$|(?:^|_)image_?(?:tag|digest)$|[iI]mageTag$/.test(key)) return true;
  return key === 'version' && repositoryIn(siblings, key) !== undefined;
}

function repositoryIn(map: PlacedMap, key: string): string | undefined {
  const repository = textAt(map, 'repository') ?? textAt(map, 'image') ?? textAt(map, key.replace(/[tT]ag$/, 'Name'));
  const registry = textAt(map, 'registry');
  if (repository === undefined || repository === '') return undefined;
  return registry === undefined || registry === '' ? repository : `${registry}/${repository}`;
}

/** What an image is called where its repository is the chart's: the values that lead to it. */
function pathText(path: FieldPath): string {
  const steps = path.slice(2).map((step) => (typeof step === 'object' ? step.value : String(step)));
  return steps.filter((step) => step !== 'image').join('.') || 'image';
}
