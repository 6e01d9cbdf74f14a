import type { TreeBuild } from '../../compare/buildTree.ts';
import type { DiffCluster, ObjectAddress } from '../../diff/terms/ports.ts';
import { addressOf, keyOfObject } from '../../diff/values/objects.ts';
import { asText, valueAt } from '../../flux/fields.ts';
import { inventoryOf } from '../../flux/inventory.ts';
import { kinds } from '../../flux/kinds.ts';
import {
  jsonOf,
  kindIdOf,
  nameInSentence,
  objectKey,
  parseKey,
  type FluxObject,
  type JsonObject,
  type ObjectKey,
} from '../../flux/object.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';

/** An object that a preview would apply, as the cluster would know it. */
export interface AppliedObject {
  readonly key: ObjectKey;
  readonly address: ObjectAddress;
}

/** All that a preview would apply, and why that may not be all: a sentence each. */
export interface Applied {
  readonly objects: readonly AppliedObject[];
  readonly unknown: readonly string[];
}

/** What of a preview is looked at. */
export interface AppliedFacts {
  /** Its namespace, source and Kustomization. */
  readonly own: readonly JsonObject[];
  /** What its Kustomization and those below it come to. */
  readonly below: readonly TreeBuild[];
  /** The Kustomization that it copies. */
  readonly stage: FluxObject;
  readonly snapshot: Snapshot;
}

/**
 * What a preview would apply, with all below it. kustomize gives kinds that it does not know a namespace although they may have
 * none: the cluster tells. Rejects as the cluster does.
 */
export async function appliedBy(
  { own, below, stage, snapshot }: AppliedFacts,
  cluster: Pick<DiffCluster, 'scopeOf'>,
  signal: AbortSignal,
): Promise<Applied> {
  const unknown: string[] = [];
  const built: JsonObject[] = [...own];
  for (const { key, build } of below) {
    if (build?.outcome === 'built') {
      built.push(...build.objects.map(({ object }) => object));
      unknown.push(...(build.gaps ?? []));
    } else
      unknown.push(
        `What ${nameInSentence(key)} would apply is not known${build === undefined ? '.' : `: ${build.message}`}`,
      );
  }
  unknown.push(...built.flatMap((one) => unknownBelow(one, stage, snapshot)));
  const scopes = new Map<string, 'namespaced' | 'cluster' | undefined>();
  const objects: AppliedObject[] = [];
  for (const one of built) {
    const address = addressOf(one);
    const kind = `${address.apiVersion}/${address.kind}`;
    if (!scopes.has(kind)) scopes.set(kind, await cluster.scopeOf(address.apiVersion, address.kind, signal));
    const isClusterWide = scopes.get(kind) === 'cluster';
    const key = keyOfObject(one);
    const everywhere = { key: objectKey(kindIdOf(key), '', address.name), address: unplaced(address) };
    objects.push(isClusterWide ? everywhere : { key, address });
  }
  return { objects, unknown };
}

function unplaced({ apiVersion, kind, name }: ObjectAddress): ObjectAddress {
  return { apiVersion, kind, name };
}

/** What an object of the preview would make by itself, where that may be anybody's. */
function unknownBelow(object: JsonObject, stage: FluxObject, snapshot: Snapshot): readonly string[] {
  const key = keyOfObject(object);
  const name = nameInSentence(key);
  switch (kindIdOf(key)) {
    case kinds.helmRelease:
      return unknownOfRelease(object, stage, snapshot);
    case kinds.imageUpdateAutomation:
      return [`${name} would write into the repository a second time.`];
    case kinds.resourceSet:
    case kinds.fluxInstance:
    case kinds.artifactGenerator:
      return [`What ${name} would make is not known.`];
    default:
      return [];
  }
}

/**
 * A chart may make anything. What the stage's release of it made tells: helm-controller takes over what is there already unless
 * `disableTakeOwnership` says otherwise, and uninstalling deletes it.
 */
function unknownOfRelease(object: JsonObject, stage: FluxObject, snapshot: Snapshot): readonly string[] {
  const key = keyOfObject(object);
  const name = nameInSentence(key);
  const fields = ['targetNamespace', 'storageNamespace', 'releaseName', 'kubeConfig'];
  const set = fields.find((field) => valueAt(object['spec'], field) !== undefined);
  if (set !== undefined) return [`${name} names spec.${set}, so that it may be the release of the stage.`];
  const twin = inventoryOf(jsonOf(stage)).find(
    (one) => kindIdOf(one.key) === kinds.helmRelease && parseKey(one.key).name === parseKey(key).name,
  );
  const live = twin && findObject(snapshot, twin.key);
  const made = live === undefined ? [] : inventoryOf(jsonOf(live));
  if (live === undefined || made.length === 0) return [`What the chart of ${name} would make is not known.`];
  const { namespace } = parseKey(live.key);
  const shared = made.find((one) => parseKey(one.key).namespace !== namespace);
  if (shared === undefined) return [];
  return [
    `The chart of ${name} makes ${nameInSentence(shared.key)} too, outside its namespace: ${asText(live.raw.metadata.name) ?? ''} of the stage has it.`,
  ];
}
