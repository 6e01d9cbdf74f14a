import { valueAt } from '../../flux/fields.ts';
import { inventoryOf } from '../../flux/inventory.ts';
import { withKnownNames } from '../object/generatedNames.ts';
import type { Builder } from '../terms/ports.ts';

/**
 * A builder for Kustomizations that decrypt, too: what has names of its own in the cluster, by what the controller makes of
 * encrypted files, has those; see {@link withKnownNames}.
 */
export function knowingNames(build: Builder, buildApplied: Builder | undefined): Builder {
  return async (request, signal) => {
    const built = await build(request, signal);
    const { kustomization, now } = request;
    if (built.outcome !== 'built' || valueAt(kustomization, 'spec', 'decryption', 'provider') !== 'sops') return built;
    const live = now?.kustomization ?? kustomization;
    const { variables = request.variables } = now ?? {};
    const { controller } = request;
    const applied = await buildApplied?.({ kustomization: live, variables, controller }, signal);
    return withKnownNames(built, { applied, inventory: inventoryOf(live) });
  };
}
