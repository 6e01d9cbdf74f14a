import { asObjects } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { objectKey, parseKey, type FluxObject, type KubernetesObject, type ObjectKey } from '../../flux/object.ts';
import type { Lookup } from '../../flux/references.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import { sureAppliers, takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { folderOf, relativePath } from '../../manifests/workspace/paths.ts';
import { sourceAddress } from '../../origin/sourceFolder.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import { kindOf, type Variant } from './variants.ts';
import { writtenObject } from './writtenObject.ts';

/** The sources that a repository declares, as a Kustomization of it sees them. */
export interface DeclaredSources {
  readonly lookup: Lookup;
  /** The addresses of sources that are this repository, though its remotes do not tell; with its root. */
  readonly here: ReadonlyMap<string, string>;
}

/** Kinds of sources that bootstrap or a person may have made without a file. */
const made: readonly string[] = [kinds.gitRepository, kinds.ociRepository, kinds.bucket];

/**
 * Finds sources, and what they are made of: in what is applied above the Kustomization, then among what files declare. One
 * that is declared nowhere is this repository, as bootstrap makes it; and so is one from which Kustomizations surely take
 * folders of this repository.
 */
export function declaredSources(variant: Variant, repository: RepositoryAt): DeclaredSources {
  const here = new Map(ownAddresses(repository).map((address) => [address, repository.root]));
  const applied = variant.above.flatMap(({ result }) => (result.outcome === 'rendered' ? result.objects : []));
  const all = applied.map(({ value }) => value);
  const lookup: Lookup = (key) => {
    const { kindId } = parseKey(key);
    const raw = all.find((object) => isOf(object, key)) ?? declaredBy(variant.declared, key, repository);
    if (raw !== undefined) return { key, kindId, raw };
    if (kindId === kinds.externalArtifact) return generatedArtifact(key, all, repository);
    if (!made.includes(kindId)) return undefined;
    const source = fluxObject(key, {});
    here.set(sourceAddress(source), repository.root);
    return source;
  };
  return { lookup, here };
}

/** The addresses of declared sources from which Kustomizations surely take folders of this repository. */
function ownAddresses(repository: RepositoryAt): readonly string[] {
  const { workspace } = repository;
  return declaredObjects(workspace, kinds.kustomization).flatMap((declared) => {
    const source = declared.fluxKustomization?.source;
    const [namespace] = effectiveNamespaces(workspace, declared);
    if (source === undefined || !takesFromHere(workspace, declared)) return [];
    const key = objectKey(`source.toolkit.fluxcd.io/${source.kind}`, source.namespace ?? namespace, source.name);
    const raw = made.includes(parseKey(key).kindId) ? declaredBy(declared, key, repository) : undefined;
    return raw === undefined ? [] : [sourceAddress({ key, kindId: parseKey(key).kindId, raw })];
  });
}

/** An artifact that a generator makes in the cluster, as far as it leads back to that. */
function generatedArtifact(
  key: ObjectKey,
  applied: readonly KubernetesObject[],
  repository: RepositoryAt,
): FluxObject | undefined {
  const { namespace, name } = parseKey(key);
  const declared = declaredObjects(repository.workspace, kinds.artifactGenerator);
  const generators = [
    ...applied.filter((object) => kindOf(object) === kinds.artifactGenerator),
    ...declared.flatMap((one) => writtenObject(repository, one) ?? []),
  ];
  const maker = generators.find(
    ({ metadata, spec }) =>
      (metadata.namespace ?? namespace) === namespace &&
      asObjects(spec?.['artifacts']).some((artifact) => artifact['name'] === name),
  );
  if (maker === undefined) return undefined;
  return fluxObject(key, { sourceRef: { kind: 'ArtifactGenerator', name: maker.metadata.name } });
}

/**
 * An object as files declare it; of several declarations one that is applied together with `declared` or, where nothing
 * tells, stands nearest to it: a folder for each cluster is the custom.
 */
function declaredBy(declared: DeclaredObject, key: ObjectKey, repository: RepositoryAt): KubernetesObject | undefined {
  const { workspace } = repository;
  const { kindId, namespace, name } = parseKey(key);
  const found = declaredObjects(workspace, kindId, name).filter((one) => {
    const namespaces = effectiveNamespaces(workspace, one);
    return namespaces.includes(namespace) || namespaces.includes(undefined);
  });
  const appliers = sureAppliers(workspace, declared.path);
  const own = found.find(({ path }) => sureAppliers(workspace, path).some((one) => appliers.includes(one)));
  const chosen = own ?? nearestFirst(found, declared.path)[0];
  return chosen && writtenObject(repository, chosen);
}

function nearestFirst(all: readonly DeclaredObject[], path: string): readonly DeclaredObject[] {
  const steps = ({ path: other }: DeclaredObject): number => relativePath(folderOf(path), other).split('/').length;
  return [...all].sort((one, other) => steps(one) - steps(other));
}

function isOf(object: KubernetesObject, key: ObjectKey): boolean {
  const { namespace, name } = object.metadata;
  return objectKey(kindOf(object), namespace ?? 'default', name) === key;
}

function fluxObject(key: ObjectKey, spec: NonNullable<KubernetesObject['spec']>): FluxObject {
  const { kindId, kind, namespace, name } = parseKey(key);
  const apiVersion = 'source.toolkit.fluxcd.io/v1';
  return { key, kindId, raw: { apiVersion, kind, metadata: { name, namespace }, spec } };
}
