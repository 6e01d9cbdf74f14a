import { kinds } from '../../flux/kinds.ts';
import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { fileNameOf, folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import { asMap, asString, entryOf, type YamlNode } from '../../manifests/yaml/node.ts';
import type { PlanContext } from './context.ts';
import { liesIn } from './counterpart.ts';

/**
 * The path in a file of the source that would lead to the source's own folders where the file stood at `place`: what a
 * kustomization names, and what a Flux Kustomization builds. Undefined where none does; where both stages are the same
 * folders of two branches, none can.
 */
export function ownFolderNamed({ from, to }: PlanContext, file: ManifestFile, place: string): string | undefined {
  if (from.files !== to.files) return undefined;
  const isSources = (path: string): boolean => {
    const inside = `${path.slice(1)}/x`;
    return liesIn(from.stage, inside) && !liesIn(to.stage, inside);
  };
  const isKustomization = names.has(fileNameOf(place));
  for (const { content } of file.documents) {
    if (isKustomization) {
      const folder = folderOf(`/${place}`);
      const found = textsIn(content.root).find(
        (text) => text.startsWith('../') && isSources(resolvePath(folder, text)),
      );
      if (found !== undefined) return found;
    }
    for (const { node, kindId } of content.objects) {
      const path = asString(entryOf(asMap(entryOf(asMap(node), 'spec')?.value), 'path')?.value);
      if (kindId === kinds.kustomization && path !== undefined && isSources(resolvePath('/', path))) return path;
    }
  }
  return undefined;
}

const names: ReadonlySet<string> = new Set(kustomizationFileNames);

/** Deeper than paths stand in kustomizations. */
const deepest = 8;

function textsIn(node: YamlNode | undefined, depth = 0): readonly string[] {
  if (node === undefined || depth > deepest) return [];
  if (node.type === 'scalar') return node.text.includes('\n') ? [] : [node.text];
  if (node.type === 'map') return node.entries.flatMap(({ value }) => textsIn(value, depth + 1));
  return node.type === 'sequence' ? node.items.flatMap((item) => textsIn(item, depth + 1)) : [];
}
