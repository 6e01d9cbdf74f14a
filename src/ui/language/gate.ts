/** What is looked at of a document to see whether the language server has something to say about it. */
export interface OpenDocument {
  readonly languageId: string;
  readonly scheme: string;
  /** With forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Schemes whose documents are written by a person; what others show, Git's and our own among them, is only read. */
export const writtenSchemes = ['file', 'untitled'] as const;

/** Whether a document is worth starting the language server: a manifest, a kustomization or our own configuration. */
export function wantsLanguageServer({ languageId, scheme, path, text }: OpenDocument): boolean {
  if (languageId !== 'yaml' || !isWritten(scheme)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return byName.test(name) || looksLikeManifest(text);
}

/** Whether a text holds a Kubernetes object, as far as two lines can tell. Takes time linear in its length. */
export function looksLikeManifest(text: string): boolean {
  return apiVersion.test(text) && kind.test(text);
}

/** Whether somebody begins to write a manifest: from then on suggestions help. */
export function beginsManifest({ languageId, scheme, text }: Omit<OpenDocument, 'path'>): boolean {
  return languageId === 'yaml' && isWritten(scheme) && beginning.test(text);
}

function isWritten(scheme: string): boolean {
  return writtenSchemes.some((written) => written === scheme);
}

const byName = /^(?:kustomization(\.ya?ml)?|\.sluice\.yaml)$/;
const apiVersion = /^[ \t-]{0,20}["']?apiVersion["']?[ \t]*:/m;
const beginning = /^apiV/m;
const kind = /^[ \t-]{0,20}["']?kind["']?[ \t]*:/m;
