import { lineBreakAt } from '../../manifests/edits/lines.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import { documentAt, type ManifestDocument, type ManifestFile } from '../../manifests/manifestFile.ts';
import { isEncrypted } from '../../manifests/role.ts';
import type { Difference, Side } from '../terms/difference.ts';
import type { Offer, RefusalCode } from '../terms/plan.ts';
import type { PlanContext } from './context.ts';
import { counterpart } from './counterpart.ts';
import type { Drafts } from './drafts.ts';
import { listingOf, withResource, withoutResource } from './listed.ts';
import { what } from './whyNot.ts';

/** The file that was changed, or why none was. */
export type Step =
  { readonly path: string } | { readonly code: RefusalCode; readonly sentence: string; readonly offer?: Offer };

/**
 * Brings an object that only the source has: its file as it is, where it stands there alone, else its document; and its
 * entry in the kustomization, where the source's lists it.
 */
export function addObject(context: PlanContext, drafts: Drafts, difference: Difference, source: Side): Step {
  const { from, to } = context;
  const { path } = source.place;
  const file = from.manifest(path);
  const document = file && documentAt(file, source.place.span.start);
  if (file === undefined || document === undefined) return noPlace(context, difference);
  if (isEncrypted(document.content)) {
    const sentence = `${what(difference)} is encrypted by SOPS in ${path} for ${from.name}; ${to.name} may have other keys. Encrypt it for ${to.name} by hand.`;
    return { code: 'encrypted', sentence };
  }
  const place = counterpart(path, from.stage, to.stage);
  if (place === undefined || (place === path && from.files === to.files)) return noPlace(context, difference);
  const listing = listingOf(from, path);
  const lister = listing && counterpart(listing.path, from.stage, to.stage);
  if (lister !== undefined && !drafts.has(lister)) return noFolder(context, difference, lister);
  const text = document.content.text.replace(/^\uFEFF/, '');
  if (drafts.has(place)) {
    const there = drafts.manifest(place);
    if (there === undefined) return noPlace(context, difference);
    drafts.apply(place, appended(there, text));
  } else if (contentful(file).length === 1) drafts.put(place, file.text, path);
  else drafts.put(place, alone(text));
  if (listing !== undefined && lister !== undefined) addListing(drafts, lister, listing.entry);
  return { path: place };
}

/** Takes an object away that only the target has: its file, where it stands there alone, with its entry; else its document. */
export function removeObject(context: PlanContext, drafts: Drafts, difference: Difference, target: Side): Step {
  const { path, span } = target.place;
  const file = drafts.manifest(path);
  const now = drafts.spanNow(path, span);
  const document = file && now && documentAt(file, now.start);
  if (file === undefined || document === undefined) return noPlace(context, difference);
  const others = contentful(file).filter((one) => one !== document);
  if (document.content.objects.length > 1) return noPlace(context, difference);
  if (others.length > 0) {
    drafts.apply(path, { span: { start: document.start, end: document.end }, newText: '' });
    return { path };
  }
  const listing = listingOf(context.to, path);
  drafts.remove(path);
  const lister = listing && drafts.manifest(listing.path);
  const edit = lister && withoutResource(lister, listing.entry);
  if (listing !== undefined && edit !== undefined) drafts.apply(listing.path, edit);
  return { path };
}

/** Adds a file to the resources of a kustomization of the target, unless it is there. */
export function addListing(drafts: Drafts, path: string, entry: string): void {
  const file = drafts.manifest(path);
  const edit = file && withResource(file, entry);
  if (edit !== undefined) drafts.apply(path, edit);
}

function contentful({ documents }: ManifestFile): readonly ManifestDocument[] {
  return documents.filter(({ content }) => content.root !== undefined);
}

/** A document at the end of a file. */
function appended(file: ManifestFile, document: string): TextEdit {
  const { text } = file;
  const lineBreak = lineBreakAt(text, text.length);
  const gap = text === '' || text.endsWith('\n') ? '' : lineBreak;
  const separator = document.startsWith('---') ? '' : `---${lineBreak}`;
  const lines = separator + document.replaceAll(/\r?\n/g, lineBreak);
  return { span: { start: text.length, end: text.length }, newText: gap + lines };
}

/** A document as a file of its own. */
function alone(document: string): string {
  return document.endsWith('\n') ? document : `${document}\n`;
}

function noPlace({ to }: PlanContext, difference: Difference): Step {
  return { code: 'noPlace', sentence: `${what(difference)} has no place of its own among the files of ${to.name}.` };
}

function noFolder({ to }: PlanContext, difference: Difference, path: string): Step {
  const sentence = `${what(difference)} would be listed in ${path}, which ${to.name} does not have.`;
  return {
    code: 'noPlace',
    sentence,
    offer: { code: 'copyFolder', sentence: 'Promote the whole application: its files are copied.' },
  };
}
