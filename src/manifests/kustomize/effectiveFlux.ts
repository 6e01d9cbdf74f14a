import type { DeclaredObject, FluxKustomizationSummary } from '../workspace/fileSummary.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { fluxPart } from './patchParts.ts';
import { partsFor } from './patching.ts';

const cache = new WeakMap<Workspace, Map<DeclaredObject, FluxKustomizationSummary>>();

/**
 * A Flux Kustomization with what patches put into it: of single values the patch's counts, lists and maps are joined.
 * Undefined for another kind of object.
 */
export function effectiveKustomization(
  workspace: Workspace,
  object: DeclaredObject,
): FluxKustomizationSummary | undefined {
  if (object.fluxKustomization === undefined) return undefined;
  const known = cache.get(workspace) ?? new Map<DeclaredObject, FluxKustomizationSummary>();
  cache.set(workspace, known);
  const summary =
    known.get(object) ??
    partsFor(workspace, object.path, object).map(fluxPart).reduce(merged, object.fluxKustomization);
  known.set(object, summary);
  return summary;
}

function merged(below: FluxKustomizationSummary, patch: FluxKustomizationSummary): FluxKustomizationSummary {
  return {
    path: patch.path ?? below.path,
    targetNamespace: patch.targetNamespace ?? below.targetNamespace,
    namePrefix: patch.namePrefix === '' ? below.namePrefix : patch.namePrefix,
    nameSuffix: patch.nameSuffix === '' ? below.nameSuffix : patch.nameSuffix,
    components: [...below.components, ...patch.components],
    patches: [...below.patches, ...patch.patches],
    prune: patch.prune ?? below.prune,
    decrypts: patch.decrypts || below.decrypts,
    source: patch.source ?? below.source,
    substitute: new Map([...below.substitute, ...patch.substitute]),
    substituteFrom: [...below.substituteFrom, ...patch.substituteFrom],
    substitutesAlways: patch.substitutesAlways ?? below.substitutesAlways,
  };
}
