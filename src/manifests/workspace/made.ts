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
}

/** Kinds whose controllers make Secrets and ConfigMaps, by their documentation. */
const makers: ReadonlyMap<KindId, Making> = new Map<KindId, Making>([
  [kindId('external-secrets.io', 'ExternalSecret'), { makes: [secret], name: ['spec', 'target', 'name'] }],
  [
    kindId('external-secrets.io', 'ClusterExternalSecret'),
    { makes: [secret], name: ['spec', 'externalSecretSpec', 'target', 'name'] },
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
  [kindId('trust.cert-manager.io', 'Bundle'), { makes: [configMap, secret] }],
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

/** The objects that come to be by an object, without those that only its controller's data tells. */
export function madeBy(object: ManifestObject, place: Placing): MadeObject[] {
  const { kindId: id, node, name = '', namespace } = object;
  const nameNode = nodeAt(node, ['metadata', 'name']) ?? node;
  const make = (kind: KindId, called: string, at: YamlNode = nameNode, where = namespace): MadeObject => ({
    kindId: kind,
    name: called,
    namespace: where,
    span: place(at).span,
  });
  switch (id) {
    case kinds.helmRelease:
      // helm-controller: the HelmChart of spec.chart is named after namespace and release.
      if (nodeAt(node, ['spec', 'chart']) === undefined) return [];
      return [make(kinds.helmChart, `${namespace ?? '${*}'}-${name}`)];
    case kinds.artifactGenerator:
      return itemsOf(asMap(entryOf(node, 'spec')?.value), 'artifacts').flatMap((item) => {
        const at = nodeAt(item, ['name']);
        const called = asString(at);
        return called === undefined ? [] : [make(kinds.externalArtifact, called, at)];
      });
    case kinds.fluxInstance: {
      const kind = sources.get(asString(nodeAt(node, ['spec', 'sync', 'kind'])) ?? '');
      const at = nodeAt(node, ['spec', 'sync', 'name']) ?? nameNode;
      // flux-operator names both after the namespace where the instance does not say otherwise.
      const called = asString(nodeAt(node, ['spec', 'sync', 'name'])) ?? namespace ?? 'flux-system';
      return kind === undefined ? [] : [make(kind, called, at), make(kinds.kustomization, called, at)];
    }
    case kinds.resourceSet:
      return itemsOf(asMap(entryOf(node, 'spec')?.value), 'resources').flatMap((item) =>
        objectsIn(item).flatMap((made) => {
          const at = nodeAt(made.node, ['metadata', 'name']);
          return made.name === undefined ? [] : [make(made.kindId, made.name, at, made.namespace ?? namespace)];
        }),
      );
    default:
      return madeByTable(makers.get(id), object, make);
  }
}

function madeByTable(
  making: Making | undefined,
  { node, name = '' }: ManifestObject,
  make: (kind: KindId, called: string, at?: YamlNode) => MadeObject,
): MadeObject[] {
  if (making === undefined) return [];
  const at = making.name === undefined ? undefined : nodeAt(node, making.name);
  const called = asString(at) ?? name;
  return making.makes.flatMap((kind) => (making.endings ?? ['']).map((ending) => make(kind, `${called}${ending}`, at)));
}
