import type { VersionKind } from '../terms/application.ts';
import type { FieldPath, FieldStep } from '../terms/difference.ts';
import type { BuiltObject, ImageRule } from './built.ts';
import { itemStep } from './fieldSteps.ts';
import type { HeldObject } from './holding.ts';
import type { Placed, PlacedScalar } from './placed.ts';
import { substituted } from './variables.ts';
import { imageParts, looksLikeImage } from './versionText.ts';
import { type VersionPoint, deepest } from './versionPoint.ts';

/** Finds `image:` in manifests, with what `images:` of kustomizations make of it. */
export function walkImages(object: HeldObject, root: Placed, found: VersionPoint[]): void {
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

/** The tag and digest of an image's scalar, with what `images:` of kustomizations make of them. */
export function imageField(
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
