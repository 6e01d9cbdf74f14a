import { kinds } from '../../flux/kinds.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { type Path, scalarAt, type Span } from '../../manifests/yaml/node.ts';
import type { LanguageContext } from '../context.ts';
import { placesOf } from './definition.ts';
import { pathsIn } from '../references/entityAt.ts';

/** A stretch of a file that leads to another file or to a web page; the span counts from the start of the file. */
export interface DocumentLink {
  readonly span: Span;
  readonly target: { readonly path: string } | { readonly url: string };
}

/** Fields with addresses of web pages. */
const addresses: ReadonlyMap<string, Path> = new Map([
  [kinds.gitRepository, ['spec', 'url']],
  [kinds.helmRepository, ['spec', 'url']],
]);

/**
 * The links of a file: paths in kustomizations and Flux Kustomizations that lead to a file, of folders to their
 * kustomization; HTTPS addresses of Git and Helm repositories.
 */
export function documentLinks(file: ManifestFile, { workspace }: LanguageContext): readonly DocumentLink[] {
  return file.documents.flatMap((document) => {
    const paths = pathsIn(workspace, file, document).flatMap(({ targets, span }): DocumentLink[] => {
      for (const target of targets) {
        const [place] = placesOf(workspace, target);
        if (place !== undefined) return [{ span, target: { path: place.path } }];
      }
      return [];
    });
    const urls = document.content.objects.flatMap(({ node, kindId }): DocumentLink[] => {
      const at = addresses.get(kindId);
      const scalar = at === undefined ? undefined : scalarAt(node, at);
      if (scalar === undefined || !/^https:\/\/[^\s@${}]+$/.test(scalar.text)) return [];
      const { start, end } = scalar.span;
      return [{ span: { start: start + document.start, end: end + document.start }, target: { url: scalar.text } }];
    });
    return [...paths, ...urls];
  });
}
