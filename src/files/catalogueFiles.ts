import { catalogueVersions, type CatalogueReader } from '../schema/catalogue.ts';
import { nearestMinor } from '../schema/minorVersion.ts';
import { readOwnJson } from './ownFiles.ts';

let index: unknown;

/** Reads the catalogue that comes with the package; texts are there only in a build that had them. */
export const catalogueFiles: CatalogueReader = {
  schemas: (file) => (file === 'index.json' ? (index ??= readOwnJson('schemas', file)) : readOwnJson('schemas', file)),
  texts: (file) => readOwnJson('dist', 'texts', file),
};

/** Which versions of the catalogue stand for the given ones, for a person: `Kubernetes 1.36`, `Flux 2.9`. */
export function catalogueTitles(versions: { kubernetes: string | undefined; flux: string | undefined }): string[] {
  const known = catalogueVersions(catalogueFiles);
  const kubernetes = nearestMinor(known.kubernetes, versions.kubernetes);
  const flux = nearestMinor(known.flux, versions.flux);
  return [
    ...(kubernetes === undefined ? [] : [`Kubernetes ${kubernetes}`]),
    ...(flux === undefined ? [] : [`Flux ${flux}`]),
  ];
}
