import { groupBy } from '../../base/groupBy.ts';
import { sureAppliers, takesFromHere } from '../kustomize/ownSource.ts';
import type { DeclaredObject, PlacedText } from '../workspace/fileSummary.ts';
import { indexKey } from '../workspace/indexEntries.ts';
import { allFiles, entriesAt, type Workspace } from '../workspace/workspace.ts';

/** Where a variable is used, and the Flux Kustomizations that substitute it there. */
export interface VariableUsePlace extends PlacedText {
  readonly appliers: readonly DeclaredObject[];
}

const kept = new WeakMap<Workspace, ReadonlyMap<string, readonly PlacedText[]>>();

/** The uses of a variable in what Flux Kustomizations of this workspace apply: objects, kustomizations, patches, generators' files. */
export function variableUses(workspace: Workspace, name: string): readonly VariableUsePlace[] {
  const known =
    kept.get(workspace) ??
    groupBy(
      allFiles(workspace).flatMap(({ documents }) => documents.flatMap(({ variables }) => variables ?? [])),
      ({ text }) => text,
    );
  kept.set(workspace, known);
  return (known.get(name) ?? []).map((use) => ({ ...use, appliers: appliersOf(workspace, use.path) }));
}

/** The Flux Kustomizations in whose builds a file takes part, in whatever way, each once. */
export function appliersOf(workspace: Workspace, path: string): readonly DeclaredObject[] {
  const naming = entriesAt(workspace, indexKey.names(path));
  const through = naming.flatMap(({ kustomization, object }) => {
    if (kustomization !== undefined) return sureAppliers(workspace, kustomization.path);
    return object !== undefined && takesFromHere(workspace, object) ? [object] : [];
  });
  return [...new Set([...sureAppliers(workspace, path), ...through])];
}
