import type { TreeBuild } from '../../compare/buildTree.ts';
import type { DiffCluster, ObjectAddress } from '../../diff/terms/ports.ts';
import { addressOf, keyOfObject } from '../../diff/values/objects.ts';
import { isFluxGroup, kinds } from '../../flux/kinds.ts';
import {
  groupOfKind,
  kindIdOf,
  kindName,
  nameInSentence,
  objectKey,
  type FluxObject,
  type JsonObject,
  type ObjectKey,
} from '../../flux/object.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { doubtsOfRelease, type ReleaseDoubts } from './releases.ts';

/** An object that a preview would apply, as the cluster would know it. */
export interface AppliedObject {
  readonly key: ObjectKey;
  readonly address: ObjectAddress;
  readonly object: JsonObject;
}

/** All that a preview would apply. */
export interface Applied {
  readonly objects: readonly AppliedObject[];
  /** Why that may not be all: a sentence each. */
  readonly unknown: readonly string[];
  /** What a person has to judge: a sentence each. */
  readonly doubts: readonly string[];
}

/** What of a preview is looked at. */
export interface AppliedFacts {
  /** Its namespace, sources and Kustomizations. */
  readonly own: readonly JsonObject[];
  /** What its Kustomizations and those below them come to. */
  readonly below: readonly TreeBuild[];
  /** The Kustomizations that it copies. */
  readonly stage: readonly FluxObject[];
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
  const found = built.map((one) => unknownBelow(one, stage, snapshot));
  const scopes = new Map<string, 'namespaced' | 'cluster' | undefined>();
  const objects: AppliedObject[] = [];
  for (const one of built) {
    const address = addressOf(one);
    const kind = `${address.apiVersion}/${address.kind}`;
    if (!scopes.has(kind)) scopes.set(kind, await cluster.scopeOf(address.apiVersion, address.kind, signal));
    const isClusterWide = scopes.get(kind) === 'cluster';
    const key = keyOfObject(one);
    const everywhere = { key: objectKey(kindIdOf(key), '', address.name), address: unplaced(address) };
    objects.push({ ...(isClusterWide ? everywhere : { key, address }), object: one });
  }
  return {
    objects,
    unknown: [...unknown, ...found.flatMap((one) => one.unknown)],
    doubts: [...found.flatMap((one) => one.doubts), ...othersControllers(objects)],
  };
}

function unplaced({ apiVersion, kind, name }: ObjectAddress): ObjectAddress {
  return { apiVersion, kind, name };
}

/** What an object of the preview would make by itself, where that may be anybody's. */
function unknownBelow(object: JsonObject, stage: readonly FluxObject[], snapshot: Snapshot): ReleaseDoubts {
  const key = keyOfObject(object);
  const name = nameInSentence(key);
  switch (kindIdOf(key)) {
    case kinds.helmRelease:
      return doubtsOfRelease(object, stage, snapshot);
    case kinds.imageUpdateAutomation:
      return { unknown: [`${name} would write into the repository a second time.`], doubts: [] };
    case kinds.resourceSet:
    case kinds.fluxInstance:
    case kinds.artifactGenerator:
      return { unknown: [`What ${name} would make is not known.`], doubts: [] };
    default:
      return { unknown: [], doubts: [] };
  }
}

/** Of what other controllers make nobody here knows. Groups without a dot, and those of Kubernetes, have none. */
function othersControllers(objects: readonly AppliedObject[]): readonly string[] {
  const own = objects.flatMap(({ key }) => {
    const id = kindIdOf(key);
    const group = groupOfKind(id);
    const isKnown = !group.includes('.') || group.endsWith('.k8s.io') || isFluxGroup(group);
    return isKnown ? [] : [kindName(id)];
  });
  const names = [...new Set(own)].sort();
  return names.length === 0 ? [] : [`What other controllers make of ${names.join(', ')} is not looked at.`];
}
