import { lineBreakAt } from '../../manifests/edits/lines.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import { documentAt, type ManifestDocument, type ManifestFile } from '../../manifests/manifestFile.ts';
import { isEncrypted } from '../../manifests/role.ts';
import { folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import type { Difference, Side } from '../terms/difference.ts';
import { nameWithoutStage } from '../terms/stageNames.ts';
import type { Offer, RefusalCode } from '../terms/plan.ts';
import type { PlanContext } from './context.ts';
import { counterpart } from './counterpart.ts';
import { canDecrypt } from './encryption.ts';
import { ownFolderNamed } from './ownFolders.ts';
import { draftsOf, type Drafts } from './drafts.ts';
import { addListing, entryFor, entryText, entryThatBrings, ownCounterpart, type Entry } from './entries.ts';
import { listingsOf, withoutResource } from './listed.ts';
import { what } from './said.ts';

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
  const place = counterpart(path, from.stage, to.stage);
  if (place === undefined || (place === path && from.files === to.files))
    return fromElsewhere(context, difference, path);
  const isWhole = contentful(file).length === 1 && !drafts.has(place);
  const reason = notAsItIs(context, difference, document, path, isWhole);
  if (reason !== undefined) return reason;
  const folder = ownFolderNamed(context, file, place);
  if (folder !== undefined) return namesOwnFolder(context, difference, folder);
  const entry = entryFor(context, drafts, path, place);
  if (entry.kind === 'noKustomization') return noFolder(context, difference, entry);
  const text = document.content.text.replace(/^\uFEFF/, '');
  if (drafts.has(place)) {
    const there = drafts.manifest(place);
    if (there === undefined) return noPlace(context, difference);
    drafts.apply(place, appended(there, text));
  } else if (isWhole) drafts.put(place, file.text, path);
  else drafts.put(place, alone(text));
  if (entry.kind === 'listed') addListing(drafts, entry.listing);
  return { path: place };
}

/** Why a document cannot be taken over as it is. */
function notAsItIs(
  { from, to }: PlanContext,
  difference: Difference,
  { content }: ManifestDocument,
  path: string,
  isWhole: boolean,
): Step | undefined {
  if (isEncrypted(content) && !(isWhole && canDecrypt(to, content))) {
    const why = isWhole ? `no file of ${to.name} has the same keys` : 'other documents stand beside it';
    const sentence = `${what(difference)} is encrypted by SOPS in ${path} for ${from.name}; ${why}. Encrypt it for ${to.name} by hand.`;
    return { code: 'encrypted', sentence };
  }
  const [object, ...others] = content.objects;
  if (others.length > 0) {
    const sentence = `${what(difference)} stands in a list with others in ${path}, which would come with it. Copy it by hand.`;
    return { code: 'noPlace', sentence };
  }
  const named = [object?.name, object?.namespace].find(
    (name) => name !== undefined && nameWithoutStage(name, from.name) !== name,
  );
  return named === undefined ? undefined : namedAfter({ from, to }, what(difference), named);
}

/** The refusal of what would come to the target under the source's name. */
export function namedAfter(
  { from, to }: Pick<PlanContext, 'from' | 'to'>,
  subject: string,
  name: string,
): { readonly code: 'stageName'; readonly sentence: string } {
  const sentence = `${subject} is named after ${from.name} ("${name}"); in ${to.name} it would be called otherwise. Copy it by hand and rename it.`;
  return { code: 'stageName', sentence };
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
  drafts.remove(path);
  for (const listing of listingsOf(context.to, path)) {
    const lister = drafts.manifest(listing.path);
    const edit = lister && withoutResource(lister, listing.entry);
    if (edit !== undefined) drafts.apply(listing.path, edit);
  }
  return { path };
}

/** Of what several stages read a stage has by an entry in a kustomization of its own: that is offered. */
function fromElsewhere(context: PlanContext, difference: Difference, path: string): Step {
  const { from, to } = context;
  const own = entryThatBrings(from, path, (one) => ownCounterpart(context, one) !== undefined);
  const lister = own && ownCounterpart(context, own.path);
  if (own === undefined || lister === undefined) return noPlace(context, difference);
  if (!to.files.has(lister)) return noFolder(context, difference, { path: lister, isShared: false });
  const place = resolvePath(folderOf(`/${own.path}`), own.entry).slice(1);
  const drafts = draftsOf(to.files);
  const entry = entryText(own.entry, lister, place);
  addListing(drafts, { path: lister, entry });
  const changes = drafts.changes();
  return {
    code: 'inherited',
    sentence: `${what(difference)} stands in ${path}, which is not ${from.name}'s alone: ${to.name} gets it by an entry for ${place} in ${lister}.`,
    offer: {
      code: 'addEntry',
      sentence: `Add ${entry} to the resources of ${lister}; all that it holds comes with it, without what ${from.name} patches.`,
      ...(changes.length > 0 && { changes }),
    },
  };
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

function namesOwnFolder({ from, to }: PlanContext, difference: Difference, folder: string): Step {
  const sentence = `${what(difference)} builds ${folder}, which is a folder of ${from.name}: a copy of it would build the files of ${from.name} in ${to.name}. Copy it by hand.`;
  return { code: 'ownFolder', sentence };
}

function noPlace({ to }: PlanContext, difference: Difference): Step {
  return { code: 'noPlace', sentence: `${what(difference)} has no place of its own among the files of ${to.name}.` };
}

function noFolder(
  { to }: PlanContext,
  difference: Difference,
  { path, isShared }: Omit<Extract<Entry, { readonly kind: 'noKustomization' }>, 'kind'>,
): Step {
  if (isShared) {
    const sentence = `${what(difference)} is listed in ${path}, which has no counterpart in ${to.name}. Add it by hand.`;
    return { code: 'noPlace', sentence };
  }
  const sentence = `${what(difference)} would be listed in ${path}, which ${to.name} does not have.`;
  return {
    code: 'noPlace',
    sentence,
    offer: { code: 'copyFolder', sentence: 'Promote the whole application: its files are copied.' },
  };
}
