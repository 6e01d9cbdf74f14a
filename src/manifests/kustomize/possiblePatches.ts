import { kinds } from '../../flux/kinds.ts';
import type { PatchSummary } from '../workspace/fileSummary.ts';
import { declaredObjects } from '../workspace/objects.ts';
import { allFiles, fileAt, type Workspace } from '../workspace/workspace.ts';
import { folderOf, resolvePath } from '../workspace/paths.ts';
import { fluxPart, patchParts } from './patchParts.ts';

/** A patch and the file that holds it. */
export interface HeldPatch {
  readonly patch: PatchSummary;
  readonly from: string;
}

/** Patches put patches into Flux Kustomizations; so many generations are followed. */
const deepest = 3;

const kept = new WeakMap<Workspace, readonly HeldPatch[]>();

/**
 * The patches that Flux Kustomizations of this workspace apply, wherever they apply them: their own, and those that other
 * patches put into them. They may reach an object of which nothing here tells what applies it: where a Flux Kustomization
 * has a variable in its path, or where a list of children is yet to be completed.
 */
export function possiblePatches(workspace: Workspace): readonly HeldPatch[] {
  const known = kept.get(workspace);
  if (known !== undefined) return known;
  const own = declaredObjects(workspace, kinds.kustomization).flatMap(({ path, fluxKustomization }) =>
    heldBy(path, fluxKustomization?.patches),
  );
  const ofKustomizations = allFiles(workspace).flatMap(({ path, documents }) =>
    documents.flatMap(({ kustomization }) => heldBy(path, kustomization?.patches)),
  );
  const found = [...own];
  let outer = [...own, ...ofKustomizations];
  for (let generation = 0; generation < deepest && outer.length > 0; generation++) {
    outer = outer
      .filter((held) => mayHoldPatches(workspace, held))
      .flatMap(({ patch, from }) =>
        patchParts(workspace, patch, from).flatMap((part) => heldBy(from, fluxPart(part).patches)),
      );
    found.push(...outer);
  }
  kept.set(workspace, found);
  return found;
}

function heldBy(from: string, patches: readonly PatchSummary[] = []): HeldPatch[] {
  return patches.map((patch) => ({ patch, from }));
}

/** Tells most patches apart without reading them. */
function mayHoldPatches(workspace: Workspace, { patch: { file, inline }, from }: HeldPatch): boolean {
  if (inline !== undefined) return inline.text.includes('patches');
  if (file === undefined) return true;
  const documents = fileAt(workspace, resolvePath(folderOf(from), file.text))?.documents ?? [];
  return documents.some(({ text }) => text?.includes('patches'));
}
