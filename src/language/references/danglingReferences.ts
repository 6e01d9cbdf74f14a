import type { ClusterFacts } from '../../flux/clusterFacts.ts';
import { objectKey, type KindId } from '../../flux/object.ts';
import { suppliedFields, type SuppliedFields } from '../../manifests/kustomize/supplied.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import { namedObjects, type FoundReference } from '../../manifests/workspace/references.ts';
import { declaredObjects, madeObjects } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { nearest } from '../../schema/validate/nearest.ts';
import { severityOf } from '../codes.ts';
import type { LanguageContext } from '../context.ts';
import type { Finding, Severity } from '../finding.ts';
import { patchSubject } from '../rules/subject.ts';
import { fieldName, kindName, nameFix, namespaceFix } from './fixes.ts';
import { hashedTarget } from './hashedNames.ts';
import { isOpaque } from '../rules/opaque.ts';
import { resolveReference, wantedNamespaces, type Target } from './resolve.ts';

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
    : [nowhere(object, reference, kindId, namespaces, workspace, cluster)];
}

function hashedAway(object: ManifestObject, reference: FoundReference, { kindId, name, place }: Target): Finding {
  const message =
    `kustomize appends a hash to the name of ${kindName(kindId)} "${name}" and leaves ${fieldName(object, reference)} as it is, ` +
    'so Flux will not find it. Set disableNameSuffixHash in the generator, or name the field in a file under "configurations".';
  return {
    code: 'missing-reference',
    severity: severityOf('missing-reference'),
    message,
    span: reference.nameNode.span,
    related: [{ ...place, message: `${kindName(kindId)} "${name}" is generated here.` }],
  };
}

function inOtherNamespace(
  text: string,
  object: ManifestObject,
  reference: FoundReference,
  kindId: KindId,
  elsewhere: readonly Target[],
  wanted: readonly (string | undefined)[],
): Finding {
  const { name, nameNode, namespaceNode, field } = reference;
  const found = unique(elsewhere.flatMap(({ namespaces }) => namespaces));
  const message =
    `${kindName(kindId)} "${name}" is declared in namespace ${listed(found)}, not in ${listed(wanted)}, ` +
    `where ${fieldName(object, reference)} looks for it.` +
    (field.anyNamespace ? ' Name its namespace.' : ' This field can name objects of its own namespace only.');
  const [namespace] = found;
  const fix =
    field.anyNamespace && namespace !== undefined && found.length === 1
      ? namespaceFix(text, reference, namespace)
      : undefined;
  return {
    code: 'missing-reference',
    // Secrets and the like are copied between namespaces by tools that manifests do not show.
    severity: kindId.startsWith('/') ? 'hint' : severityOf('missing-reference'),
    message,
    span: (namespaceNode ?? nameNode).span,
    ...(fix !== undefined && { fixes: [fix] }),
    related: elsewhere
      .slice(0, 3)
      .map(({ place }) => ({ ...place, message: `${kindName(kindId)} "${name}" is declared here.` })),
  };
}

function nowhere(
  object: ManifestObject,
  reference: FoundReference,
  kindId: KindId,
  namespaces: readonly (string | undefined)[],
  workspace: Workspace,
  cluster: ClusterFacts | undefined,
): Finding {
  const { name, nameNode } = reference;
  const near = nearName(workspace, kindId, namespaces, name);
  const known = cluster?.listed.has(kindId) === true ? cluster.context : undefined;
  const where =
    known === undefined
      ? 'not declared in this workspace'
      : `neither declared in this workspace nor in cluster ${known}`;
  const message =
    `${kindName(kindId)} "${name}", named by ${fieldName(object, reference)}, is ${where}.` +
    (near === undefined ? outsideWord(reference, name, known) : ` Did you mean "${near}"?`);
  return {
    code: 'missing-reference',
    severity: severityFor(reference, kindId, near, known),
    message,
    span: nameNode.span,
    ...(near !== undefined && { fixes: [nameFix(reference, near)] }),
  };
}

/** Certain enough for a warning: what is normally declared beside, a likely slip in a source's name, what no cluster has. */
function severityFor(
  { field }: FoundReference,
  kindId: KindId,
  near: string | undefined,
  known: string | undefined,
): Severity {
  const isSource = kindId.startsWith('source.');
  const certain = field.absence === 'needed' || known !== undefined || (near !== undefined && isSource);
  return certain ? severityOf('missing-reference') : 'hint';
}

function outsideWord({ field }: FoundReference, name: string, known: string | undefined): string {
  if (field.absence === 'needed' || known !== undefined) return '';
  return name === 'flux-system'
    ? ' The bootstrap of Flux or a FluxInstance may make it.'
    : ' It must be made by other means.';
}

/** So many near names in other namespaces are passed over. */
const mostTries = 5;

/**
 * The name of an object in these namespaces that a name may have been meant to be. Slips at the first letter are rare, and
 * `a-operator` is not `b-operator`.
 */
function nearName(
  workspace: Workspace,
  kindId: KindId,
  namespaces: readonly (string | undefined)[],
  name: string,
): string | undefined {
  const declared = declaredObjects(workspace, kindId).map((one) => one.name);
  const made = madeObjects(workspace, kindId).map((one) => one.made.name);
  const names = new Set([...declared, ...made].filter((other) => other[0] === name[0] && !isOpaque(other)));
  for (let tries = 0; tries < mostTries; tries++) {
    const near = nearest(name, names);
    if (near === undefined) return undefined;
    const { targets } = resolveReference(workspace, { path: '', kindId, name: near, namespaces });
    if (targets.length > 0) return near;
    names.delete(near);
  }
  return undefined;
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

function listed(namespaces: readonly (string | undefined)[]): string {
  const known = namespaces.filter((namespace) => namespace !== undefined);
  return known.length > 3 ? `${known.slice(0, 3).join(', ')} and others` : known.join(' or ');
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
