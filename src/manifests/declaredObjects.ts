import type { PlacedDeclaration } from '../flux/declaration.ts';
import { readManifest } from './manifestFile.ts';

/**
 * The objects that a text of one or more YAML documents declares, in the order of the text. Documents that are no
 * Kubernetes objects or cannot be read that far are passed over.
 */
export function declaredObjects(text: string): PlacedDeclaration[] {
  return readManifest('', text).documents.flatMap(({ content, start, end }) =>
    content.objects.flatMap(({ kindId, name, namespace, path, node }) => {
      if (name === undefined) return [];
      const span = path.length === 0 ? { start, end } : { start: start + node.span.start, end: start + node.span.end };
      return [{ kindId, name, namespace, ...span }];
    }),
  );
}
