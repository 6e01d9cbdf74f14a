import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import type { ClusterFacts } from '../../flux/clusterFacts.ts';
import { objectKey, type KindId } from '../../flux/object.ts';
import { suppliedFields, type SuppliedFields } from '../../manifests/kustomize/supplied.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { namedObjects, type FoundReference } from '../../manifests/workspace/references.ts';
import type { LanguageContext } from '../context.ts';
import type { Finding } from '../finding.ts';
import { hashedAway, inOtherNamespace, nowhere } from './danglingFindings.ts';
import { hashedTarget } from './hashedNames.ts';
import { nearName } from './nearName.ts';
import { isOpaque } from '../opaque.ts';
import { resolveReference, wantedNamespaces } from './resolve.ts';

/** Accounts that Kubernetes makes in every namespace, and the controllers' own. */
const givenAccounts =
  /^(default|(source|kustomize|helm|notification|image-reflector|image-automation)-controller|flux-operator)$/;

/** References of an object to what is declared nowhere, or in another namespace. Spans count from the document's start. */
export function danglingReferences(
  text: string,
  path: string,
  object: ManifestObject,
  context: LanguageContext,
): Finding[] {
  const references = namedObjects(object);
  if (references.length === 0) return [];
  const supplied = suppliedFields(context.workspace, path, patchSubject(object));
  return references
    .filter((reference) => !isPatched(reference, supplied))
    .flatMap((reference) => {
      const namespace = supplied.has([...reference.path, 'namespace']) ? undefinedNamespace : undefined;
      return judge(text, path, object, reference, context, namespace);
    });
}

/** A patch gives the namespace, so that it is not told here. */
const undefinedNamespace: readonly undefined[] = [undefined];

/** Whether a patch puts another name, or the whole list that the reference stands in. */
function isPatched({ path }: FoundReference, supplied: SuppliedFields): boolean {
  const index = path.findIndex((step) => typeof step === 'number');
  return supplied.has([...path, 'name']) || (index >= 0 && supplied.has(path.slice(0, index)));
}

function judge(
  text: string,
  path: string,
  object: ManifestObject,
  reference: FoundReference,
  { workspace, cluster }: LanguageContext,
  given: readonly undefined[] | undefined,
): Finding[] {
  const { kindId, name, field, optional } = reference;
  if (kindId === undefined || optional || field.absence === 'unjudged' || isOpaque(name)) return [];
  if (kindId === '/ServiceAccount' && givenAccounts.test(name)) return [];
  const namespaces = given ?? wantedNamespaces(workspace, { path, namespace: object.namespace }, reference.namespace);
  const { targets, elsewhere } = resolveReference(workspace, { path, kindId, name, namespaces });
  const hashed = hashedTarget(workspace, path, object, targets);
  if (hashed !== undefined) return [hashedAway(object, reference, hashed)];
  if (targets.length > 0 || isInCluster(cluster, kindId, namespaces, name)) return [];
  return elsewhere.length > 0
    ? [inOtherNamespace(text, object, reference, kindId, elsewhere, namespaces)]
    : [
        nowhere(object, reference, kindId, {
          near: nearName(workspace, kindId, namespaces, name),
          cluster: cluster?.listed.has(kindId) === true ? cluster.context : undefined,
        }),
      ];
}

function isInCluster(
  cluster: ClusterFacts | undefined,
  kindId: KindId,
  namespaces: readonly (string | undefined)[],
  name: string,
): boolean {
  if (cluster === undefined) return false;
  return namespaces.some((namespace) => {
    if (namespace !== undefined) return cluster.objects.has(objectKey(kindId, namespace, name));
    return [...cluster.objects.keys()].some((key) => key.startsWith(`${kindId}/`) && key.endsWith(`/${name}`));
  });
}
