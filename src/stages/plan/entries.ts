import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import { fileNameOf, folderOf, relativePath, resolvePath } from '../../manifests/workspace/paths.ts';
import type { PlanContext, PlanSide } from './context.ts';
import { counterpart } from './counterpart.ts';
import type { Drafts } from './drafts.ts';
import { listingsOf, withResource, type Listing } from './listed.ts';

/** What the target must say of a file that it gets: an entry in a kustomization, or nothing. */
export type Entry =
  | { readonly kind: 'listed'; readonly listing: Listing }
  /** Flux takes the file as it is. */
  | { readonly kind: 'none' }
  /** The kustomization that would list it is not there, or is not the target's alone. */
  | { readonly kind: 'noKustomization'; readonly path: string; readonly isShared: boolean };

/** What the target's kustomizations must say of a file, or folder, of the source that is to stand at `place`. */
export function entryFor(context: PlanContext, drafts: Drafts, path: string, place: string): Entry {
  const { from, to } = context;
  const listings = listingsOf(from, path);
  const [first] = listings;
  if (first === undefined) {
    const beside = kustomizationIn(drafts, folderOf(`/${place}`).slice(1));
    const isOwn = beside !== undefined && place !== beside;
    return isOwn ? { kind: 'listed', listing: { path: beside, entry: fileNameOf(place) } } : { kind: 'none' };
  }
  for (const listing of listings) {
    const lister = ownCounterpart(context, listing.path);
    if (lister === undefined || !drafts.has(lister)) continue;
    return { kind: 'listed', listing: { path: lister, entry: entryText(listing.entry, lister, place) } };
  }
  const wanted = counterpart(first.path, from.stage, to.stage);
  return { kind: 'noKustomization', path: wanted ?? first.path, isShared: wanted === undefined };
}

/** Adds what {@link entryFor} says to the target's kustomization, unless it is there. */
export function addListing(drafts: Drafts, { path, entry }: Listing): void {
  const file = drafts.manifest(path);
  const edit = file && withResource(file, entry);
  if (edit !== undefined) drafts.apply(path, edit);
}

/** Kustomizations that list each other's folders are followed so far. */
const deepest = 10;

/**
 * The entry by which a stage's own kustomization takes what a shared file holds: that of the file, or of a folder that leads
 * to it. `isOwn` tells a stage's own kustomizations. Undefined where it comes another way, as by a Flux Kustomization.
 */
export function entryThatBrings(
  side: PlanSide,
  path: string,
  isOwn: (kustomization: string) => boolean,
  depth = 0,
): Listing | undefined {
  const listings = depth > deepest ? [] : listingsOf(side, path);
  const own = listings.find((one) => isOwn(one.path));
  if (own !== undefined) return own;
  for (const { path: kustomization } of listings) {
    const above = entryThatBrings(side, folderOf(`/${kustomization}`).slice(1), isOwn, depth + 1);
    if (above !== undefined) return above;
  }
  return undefined;
}

/** The same kustomization of the target stage, where it is another than the source's. */
export function ownCounterpart({ from, to }: PlanContext, path: string): string | undefined {
  const place = counterpart(path, from.stage, to.stage);
  return place === undefined || (place === path && from.files === to.files) ? undefined : place;
}

/** How a kustomization names a place: as the source does, where that leads there. */
export function entryText(entry: string, kustomization: string, place: string): string {
  const folder = folderOf(`/${kustomization}`);
  return resolvePath(folder, entry) === `/${place}` ? entry : relativePath(folder, `/${place}`);
}

function kustomizationIn(drafts: Drafts, folder: string): string | undefined {
  const paths = kustomizationFileNames.map((name) => (folder === '' ? name : `${folder}/${name}`));
  return paths.find((path) => drafts.has(path));
}
