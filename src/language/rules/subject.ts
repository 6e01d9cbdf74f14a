import type { ManifestDocument, ManifestFile } from '../../manifests/manifestFile.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { LanguageContext } from '../context.ts';

/** An object that a rule looks at, with all that is known around it. Findings' spans count from the document's start. */
export interface Subject {
  readonly file: ManifestFile;
  readonly document: ManifestDocument;
  readonly object: ManifestObject;
  readonly context: LanguageContext;
}
