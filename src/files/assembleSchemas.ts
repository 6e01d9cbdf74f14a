import type { Json } from '../flux/object.ts';
import { catalogueLayer, catalogueVersions } from '../schema/catalogue.ts';
import type { CustomKind } from '../schema/fromCrd.ts';
import { lifecycleLookup, type LifecycleFile, type LifecycleLookup } from '../schema/lifecycle.ts';
import { layerOf, withoutContradictions, type SchemaLayer } from '../schema/layer.ts';
import type { SchemaSet } from '../schema/schema.ts';
import { schemaSet } from '../schema/schemaSet.ts';
import { stagesLayer } from '../schema/stagesSchema.ts';
import { catalogueFiles } from './catalogueFiles.ts';

/** What the schemas that count are made of. */
export interface SchemaParts {
  /** Versions of the catalogue, as in {@link catalogueLayer}; absent: the newest. */
  readonly kubernetesVersion?: string | undefined;
  readonly fluxVersion?: string | undefined;
  /** All CustomResourceDefinitions of the cluster that counts; absent where they are not known. */
  readonly clusterKinds?: readonly CustomKind[] | undefined;
  readonly workspaceKinds: readonly CustomKind[];
  readonly userKinds: readonly CustomKind[];
}

/** Puts schemas together, and keeps of each part what did not change since the last time. */
export type SchemaAssembly = (parts: SchemaParts) => SchemaSet;

/** Makes an assembly for one owner of schemas. The catalogue is read from the package's files. */
export function createSchemaAssembly(): SchemaAssembly {
  const newest = catalogueVersions(catalogueFiles);
  const catalogue = keepLast((kubernetes: string | undefined, flux: string | undefined) =>
    catalogueLayer(catalogueFiles, { kubernetes, flux }),
  );
  const cluster = keepLast((kinds: readonly CustomKind[] | undefined) => kinds && layerOf(kinds, true));
  const workspace = keepLast((kinds: readonly CustomKind[], other: SchemaLayer) =>
    layerOf(withoutContradictions(kinds, other), false),
  );
  const user = keepLast((kinds: readonly CustomKind[]) => layerOf(kinds, false));
  const stages = keepLast(() => stagesLayer(catalogueFiles.schemas('sluice.json') as Json | undefined));
  const lifecycle = keepLast((kubernetes: string | undefined, flux: string | undefined) =>
    lifecycleLookup(catalogueFiles.schemas('lifecycle.json') as LifecycleFile, {
      kubernetes: kubernetes ?? newest.kubernetes[0],
      flux: flux ?? newest.flux[0],
    }),
  );
  const whole = keepLast((lives: LifecycleLookup, ...layers: readonly (SchemaLayer | undefined)[]) =>
    schemaSet(
      layers.filter((layer) => layer !== undefined),
      lives,
    ),
  );
  return ({ kubernetesVersion, fluxVersion, clusterKinds, workspaceKinds, userKinds }) =>
    whole(
      lifecycle(kubernetesVersion, fluxVersion),
      cluster(clusterKinds),
      workspace(workspaceKinds, catalogue(kubernetesVersion, fluxVersion)),
      user(userKinds),
      catalogue(kubernetesVersion, fluxVersion),
      stages(),
    );
}

/** A function that makes its value anew only when an argument is another than the last time. */
function keepLast<Args extends readonly unknown[], Value>(make: (...args: Args) => Value): (...args: Args) => Value {
  let last: { readonly args: Args; readonly value: Value } | undefined;
  return (...args) => {
    if (last === undefined || args.some((arg, index) => arg !== last?.args[index]))
      last = { args, value: make(...args) };
    return last.value;
  };
}
