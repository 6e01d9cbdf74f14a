import type { ImageRule } from './built.ts';
import { itemsAt, placedAt, textAt, type Placed, type PlacedScalar } from './placed.ts';

/** The entries of `images:` of a kustomization's value. */
export function imageRules(root: Placed | undefined): readonly ImageRule[] {
  return itemsAt(root, 'images').flatMap((item): ImageRule[] => {
    const name = textAt(item, 'name');
    if (name === undefined) return [];
    const scalar = (key: string): PlacedScalar | undefined => {
      const value = placedAt(item, key);
      return value?.type === 'scalar' && value.text !== '' ? value : undefined;
    };
    return [{ name, newName: scalar('newName'), newTag: scalar('newTag'), digest: scalar('digest') }];
  });
}
