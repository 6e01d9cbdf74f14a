import { kinds } from '../../flux/kinds.ts';
import { kindId, type KindId } from '../../flux/object.ts';
import { objectsIn, type ManifestObject } from '../manifestObject.ts';
import { asMap, asString, entryOf, nodeAt, type Path, type YamlNode } from '../yaml/node.ts';
import type { MadeObject } from './fileSummary.ts';
import { itemsOf, type Placing } from './placing.ts';

const secret = kindId('', 'Secret');
const configMap = kindId('', 'ConfigMap');

interface Making {
  readonly makes: readonly KindId[];
  /** Where the made object's name stands; else it is called like its maker. */
  readonly name?: Path;
  /** Appended to the maker's name. */
  readonly endings?: readonly string[];
  /** Made in namespaces that only the cluster knows. */
  readonly anywhere?: boolean;
}

/** Kinds whose controllers make Secrets and ConfigMaps, by their documentation. */
const makers: ReadonlyMap<KindId, Making> = new Map<KindId, Making>([
  [kindId('external-secrets.io', 'ExternalSecret'), { makes: [secret], name: ['spec', 'target', 'name'] }],
  [
    kindId('external-secrets.io', 'ClusterExternalSecret'),
    { makes: [secret], name: ['spec', 'externalSecretSpec', 'target', 'name'], anywhere: true },
  ],
  [kindId('bitnami.com', 'SealedSecret'), { makes: [secret], name: ['spec', 'template', 'metadata', 'name'] }],
  [kindId('cert-manager.io', 'Certificate'), { makes: [secret], name: ['spec', 'secretName'] }],
  [kindId('onepassword.com', 'OnePasswordItem'), { makes: [secret] }],
  [kindId('secrets.hashicorp.com', 'VaultStaticSecret'), { makes: [secret], name: ['spec', 'destination', 'name'] }],
  [kindId('secrets.hashicorp.com', 'VaultDynamicSecret'), { makes: [secret], name: ['spec', 'destination', 'name'] }],
  [kindId('secrets.hashicorp.com', 'VaultPKISecret'), { makes: [secret], name: ['spec', 'destination', 'name'] }],
  [
    kindId('secrets.infisical.com', 'InfisicalSecret'),
    { makes: [secret], name: ['spec', 'managedSecretReference', 'secretName'] },
  ],
  [kindId('secrets.doppler.com', 'DopplerSecret'), { makes: [secret], name: ['spec', 'managedSecret', 'name'] }],
  [kindId('k8s.bitwarden.com', 'BitwardenSecret'), { makes: [secret], name: ['spec', 'secretName'] }],
  [kindId('objectbucket.io', 'ObjectBucketClaim'), { makes: [secret, configMap] }],
  [kindId('trust.cert-manager.io', 'Bundle'), { makes: [configMap, secret], anywhere: true }],
  [
    kindId('postgresql.cnpg.io', 'Cluster'),
    { makes: [secret], endings: ['-app', '-superuser', '-ca', '-server', '-replication'] },
  ],
]);

const sources: ReadonlyMap<string, KindId> = new Map([
  ['GitRepository', kinds.gitRepository],
  ['OCIRepository', kinds.ociRepository],
  ['Bucket', kinds.bucket],
]);

type Make = (kind: KindId, called: string, at?: YamlNode) => MadeObject;

/** The objects that come to be by an object, without those that only its controller's data tells. */
export function madeBy(object: ManifestObject, place: Placing): MadeObject[] {
  const { node, name = '', namespace } = object;
  const nameNode = nodeAt(node, ['metadata', 'name']) ?? node;
  const make: Make = (kind, called, at = nameNode) => ({ kindId: kind, name: called, namespace, span: place(at).span });
  switch (object.kindId) {
    case kinds.helmRelease:
      return [...chartOf(object, make), ...sourceOfInstanceChart(object, make)];
    case kinds.artifactGenerator:
      return itemsOf(asMap(entryOf(node, 'spec')?.value), 'artifacts').flatMap((item) => {
        const at = nodeAt(item, ['name']);
        const called = asString(at);
        return called === undefined ? [] : [make(kinds.externalArtifact, called, at)];
      });
    case kinds.fluxInstance:
      return syncOf(nodeAt(node, ['spec', 'sync']), namespace, make);
    case kinds.resourceSet:
      return itemsOf(asMap(entryOf(node, 'spec')?.value), 'resources').flatMap((item) =>
        objectsIn(item).flatMap((one) => {
          const at = nodeAt(one.node, ['metadata', 'name']);
          return one.name === undefined ? [] : [{ ...make(one.kindId, one.name, at), anywhere: true }];
        }),
      );
    default: {
      const making = makers.get(object.kindId);
      if (making === undefined) return [];
      const at = making.name === undefined ? undefined : nodeAt(node, making.name);
      const called = asString(at) ?? name;
      const anywhere = making.anywhere === true && { anywhere: true };
      return making.makes.flatMap((kind) =>
        (making.endings ?? ['']).map((ending) => ({ ...make(kind, `${called}${ending}`, at), ...anywhere })),
      );
    }
  }
}

/** helm-controller names the HelmChart of spec.chart after namespace and release. */
function chartOf({ node, name = '', namespace }: ManifestObject, make: Make): MadeObject[] {
  if (nodeAt(node, ['spec', 'chart']) === undefined) return [];
  return [make(kinds.helmChart, `${namespace ?? '${NAMESPACE}'}-${name}`)];
}

/**
 * The chart flux-instance makes a FluxInstance of its values, and that makes a source. Where the values are elsewhere, it
 * may be one of any kind.
 */
function sourceOfInstanceChart({ node, name, namespace }: ManifestObject, make: Make): MadeObject[] {
  const chart =
    asString(nodeAt(node, ['spec', 'chart', 'spec', 'chart'])) ?? asString(nodeAt(node, ['spec', 'chartRef', 'name']));
  if (chart !== 'flux-instance' && name !== 'flux-instance') return [];
  const sync = nodeAt(node, ['spec', 'values', 'instance', 'sync']);
  if (sync !== undefined || nodeAt(node, ['spec', 'valuesFrom']) === undefined) return syncOf(sync, namespace, make);
  return [...sources.values(), kinds.kustomization].map((kind) => make(kind, namespace ?? 'flux-system'));
}

/** flux-operator names the source and the Kustomization of a sync after the namespace unless the sync has a name. */
function syncOf(sync: YamlNode | undefined, namespace: string | undefined, make: Make): MadeObject[] {
  if (sync === undefined) return [];
  const at = nodeAt(sync, ['name']);
  const called = asString(at) ?? namespace ?? 'flux-system';
  const source = sources.get(asString(nodeAt(sync, ['kind'])) ?? 'GitRepository');
  return source === undefined ? [] : [make(source, called, at), make(kinds.kustomization, called, at)];
}
