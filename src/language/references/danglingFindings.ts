import { type KindId, kindName } from '../../flux/object.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { FoundReference } from '../../manifests/workspace/references.ts';
import { severityOf } from '../codes.ts';
import type { Finding, Severity } from '../finding.ts';
import { fieldName, nameFix, namespaceFix } from './fixes.ts';
import type { Target } from './resolve.ts';

/** The object is there, but kustomize gives it another name. */
export function hashedAway(
  object: ManifestObject,
  reference: FoundReference,
  { kindId, name, place }: Target,
): Finding {
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

/** Objects of that name are there, but in other namespaces than the `wanted`. */
export function inOtherNamespace(
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

/** What is known of an object that is declared nowhere. */
interface Absent {
  /** A name that may have been meant. */
  readonly near: string | undefined;
  /** The cluster that is known not to hold it either. */
  readonly cluster: string | undefined;
}

/** No such object is declared in the workspace. */
export function nowhere(
  object: ManifestObject,
  reference: FoundReference,
  kindId: KindId,
  { near, cluster: known }: Absent,
): Finding {
  const { name, nameNode } = reference;
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

function listed(namespaces: readonly (string | undefined)[]): string {
  const known = namespaces.filter((namespace) => namespace !== undefined);
  return known.length > 3 ? `${known.slice(0, 3).join(', ')} and others` : known.join(' or ');
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
