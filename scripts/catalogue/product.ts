import type { CatalogueFile, CatalogueFileEntry, TextFile } from '../../src/schema/catalogueFile.ts';

/** One file of the catalogue as it is made: its line in the index, its schemas and its texts. */
export interface Product {
  readonly entry: CatalogueFileEntry;
  readonly schemas: CatalogueFile;
  readonly texts: TextFile;
}
