import type { FieldPath } from '../terms/difference.ts';
import { itemStep } from './fieldSteps.ts';
import type { HeldObject } from './holding.ts';
import { textAt, type Placed, type PlacedMap } from './placed.ts';
import { substituted } from './variables.ts';
import { looksLikeImage } from './versionText.ts';
import { type VersionPoint, deepest } from './versionPoint.ts';
import { imageField } from './imageVersions.ts';

/** Finds images in Helm values: `image: name:tag`, and maps with a `tag` or `digest` beside a repository. */
export function walkValues(
  object: HeldObject,
  value: Placed | undefined,
  path: FieldPath,
  found: VersionPoint[],
): void {
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
