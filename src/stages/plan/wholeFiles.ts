import { isEncrypted } from '../../manifests/role.ts';
import { isWithin } from '../../manifests/workspace/paths.ts';
import type { ApplicationComparison } from '../terms/difference.ts';
import type { Refusal } from '../terms/plan.ts';
import { nameWithoutStage } from '../terms/stageNames.ts';
import type { PlanContext } from './context.ts';
import { counterpart, liesIn } from './counterpart.ts';
import type { Drafts } from './drafts.ts';
import { addListing, entryFor } from './entries.ts';
import { listingsOf } from './listed.ts';
import { canDecrypt } from './encryption.ts';
import { ownFolderNamed } from './ownFolders.ts';
import { namedAfter } from './wholeObject.ts';

/** What copying comes to: the target's paths that are written or deleted, and what is not copied. */
export interface Copied {
  readonly paths: readonly string[];
  readonly refusals: readonly Refusal[];
}

/**
 * Copies files of the source stage, byte for byte, to where the target stage has them, with their entries in kustomizations.
 * A path may be a file or a folder; what the target's folder has besides is deleted where `mirror` is set.
 */
export function copyPaths(context: PlanContext, drafts: Drafts, paths: readonly string[], mirror: boolean): Copied {
  const { from, to } = context;
  const written: string[] = [];
  const refusals: Refusal[] = [];
  const sources = new Set(paths.flatMap((path) => filesAt(from.files.keys(), path)));
  for (const path of sources) {
    const place = counterpart(path, from.stage, to.stage);
    const reason = whyNotCopied(context, path, place);
    if (reason !== undefined || place === undefined) {
      if (reason !== undefined) refusals.push(reason);
      continue;
    }
    const text = from.files.get(path) ?? '';
    if (to.files.get(place) === text) continue;
    drafts.put(place, text, path);
    written.push(place);
  }
  for (const path of sources) addEntry(context, drafts, path, sources);
  if (mirror) written.push(...removeOthers(context, drafts, paths, sources));
  return { paths: written, refusals };
}

/** Copies all that an application is made of in the source stage, for a stage that lacks it; all of it, or nothing. */
export function copyApplication(context: PlanContext, drafts: Drafts, { source }: ApplicationComparison): Copied {
  if (source === undefined) return { paths: [], refusals: [] };
  const { own, declared, name } = source;
  if (source.kind !== 'overlay' && nameWithoutStage(name, context.from.name) !== name) {
    return { paths: [], refusals: [namedAfter(context, name, name)] };
  }
  const wanted = [...new Set([...own, declared.path])].filter((path) => isMissing(context, path));
  const chosen = wanted.flatMap((path) => [path, ...folderMissing(context, path)]);
  const files = [...new Set(chosen.flatMap((path) => filesAt(context.from.files.keys(), path)))];
  const refusals = files.flatMap(
    (path) => whyNotCopied(context, path, counterpart(path, context.from.stage, context.to.stage)) ?? [],
  );
  if (refusals.length > 0) return { paths: [], refusals };
  const copied = copyPaths(context, drafts, files, false);
  if (copied.paths.length > 0) return copied;
  const sentence = `${name} has no files in ${context.from.name} that ${context.to.name} could have a copy of.`;
  return { paths: [], refusals: [{ code: 'noPlace', sentence }] };
}

/** All of the folder whose kustomization lists a file, where the target has no such kustomization: it names the others too. */
function folderMissing(context: PlanContext, path: string): readonly string[] {
  const beside = listingsOf(context.from, path).find((one) => isWithin(path, folderOf(one.path)));
  return beside === undefined || !isMissing(context, beside.path) ? [] : [folderOf(beside.path)];
}

/** What the target has already is its own; what is no stage's own is there for both. */
function isMissing({ from, to }: PlanContext, path: string): boolean {
  if (from.files === to.files && !liesIn(from.stage, path)) return false;
  const place = counterpart(path, from.stage, to.stage);
  return place === undefined || !to.files.has(place);
}

function filesAt(all: Iterable<string>, path: string): readonly string[] {
  return Array.from(all).filter((one) => one === path || one.startsWith(`${path}/`));
}

function whyNotCopied(context: PlanContext, path: string, place: string | undefined): Refusal | undefined {
  const { from, to } = context;
  if (place === undefined || (place === path && from.files === to.files)) {
    return { code: 'noPlace', sentence: `${path} lies in no folder of ${from.name} that ${to.name} has one for.` };
  }
  const file = from.manifest(path);
  const encrypted = file?.documents.find(({ content }) => isEncrypted(content));
  if (encrypted !== undefined && !canDecrypt(to, encrypted.content)) {
    const sentence = `${path} is encrypted by SOPS for ${from.name}; no file of ${to.name} has the same keys. Encrypt it for ${to.name} by hand.`;
    return { code: 'encrypted', sentence };
  }
  const named = file && ownFolderNamed(context, file, place);
  if (named === undefined) return undefined;
  const sentence = `${path} names ${named}, which is a folder of ${from.name}: a copy of it would build the files of ${from.name} in ${to.name}. Copy it by hand.`;
  return { code: 'ownFolder', sentence };
}

/** The entry of a file, or of its folder, in the target's kustomization, where that is not copied itself. */
function addEntry(context: PlanContext, drafts: Drafts, path: string, copied: ReadonlySet<string>): void {
  const { from, to } = context;
  for (const listed of [path, folderOf(path)]) {
    const place = listed === '' ? undefined : counterpart(`${listed}/x`, from.stage, to.stage)?.slice(0, -2);
    const listings = listed === '' ? [] : listingsOf(from, listed);
    if (place === undefined || listings.length === 0 || listings.some((one) => copied.has(one.path))) continue;
    const entry = entryFor(context, drafts, listed, place);
    if (entry.kind === 'listed') addListing(drafts, entry.listing);
  }
}

function removeOthers(
  { from, to }: PlanContext,
  drafts: Drafts,
  paths: readonly string[],
  sources: ReadonlySet<string>,
): readonly string[] {
  const kept = new Set(Array.from(sources, (path) => counterpart(path, from.stage, to.stage)));
  const folders = paths.flatMap((path) => counterpart(`${path}/x`, from.stage, to.stage)?.slice(0, -2) ?? []);
  const others = folders.flatMap((folder) => filesAt(to.files.keys(), folder)).filter((path) => !kept.has(path));
  for (const path of others) drafts.remove(path);
  return others;
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
