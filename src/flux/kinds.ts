import { asText, specOf } from './fields.ts';
import { groupOfKind, kindId, type FluxObject, type KindId } from './object.ts';

/** The groups of the tree, in the order in which people meet them. */
export const categories = [
  'kustomizations',
  'sources',
  'helmReleases',
  'images',
  'notifications',
  'resourceSets',
  'instances',
  'other',
] as const;
export type Category = (typeof categories)[number];

/** How a kind is suspended: by its spec, by an annotation with a value, or not at all. */
export type SuspendMechanism =
  | { readonly by: 'spec.suspend' }
  | {
      readonly by: 'annotation';
      readonly name: string;
      /** Value that suspends; compared without case. */
      readonly suspended: string;
      /** Value that resumes; without it, the annotation is removed. */
      readonly resumed?: string;
    }
  | { readonly by: 'none' };

interface KindFacts {
  readonly category: Category;
  readonly suspend: 'spec' | 'annotation' | 'none';
  /** The kind has a status and a controller that handles reconcile requests. */
  readonly reconciled: boolean;
}

const source = 'source.toolkit.fluxcd.io';
const extensions = 'source.extensions.fluxcd.io';
const image = 'image.toolkit.fluxcd.io';
const notification = 'notification.toolkit.fluxcd.io';
const operator = 'fluxcd.controlplane.io';

/** The kinds that other files of this room speak about. */
export const kinds = {
  kustomization: kindId('kustomize.toolkit.fluxcd.io', 'Kustomization'),
  helmRelease: kindId('helm.toolkit.fluxcd.io', 'HelmRelease'),
  bucket: kindId(source, 'Bucket'),
  externalArtifact: kindId(source, 'ExternalArtifact'),
  gitRepository: kindId(source, 'GitRepository'),
  helmChart: kindId(source, 'HelmChart'),
  helmRepository: kindId(source, 'HelmRepository'),
  ociRepository: kindId(source, 'OCIRepository'),
  artifactGenerator: kindId(extensions, 'ArtifactGenerator'),
  imageRepository: kindId(image, 'ImageRepository'),
  imagePolicy: kindId(image, 'ImagePolicy'),
  imageUpdateAutomation: kindId(image, 'ImageUpdateAutomation'),
  alert: kindId(notification, 'Alert'),
  provider: kindId(notification, 'Provider'),
  receiver: kindId(notification, 'Receiver'),
  resourceSet: kindId(operator, 'ResourceSet'),
  resourceSetInputProvider: kindId(operator, 'ResourceSetInputProvider'),
  fluxInstance: kindId(operator, 'FluxInstance'),
  fluxReport: kindId(operator, 'FluxReport'),
} as const;

/**
 * What Flux 2.9 and flux-operator 0.58 say of their kinds in their CRDs and Go types: short names, whether
 * spec.suspend or the reconcile annotation suspends, and whether a controller handles reconcile requests.
 */
const known: ReadonlyMap<KindId, KindFacts> = new Map<KindId, KindFacts>([
  [kinds.kustomization, { category: 'kustomizations', suspend: 'spec', reconciled: true }],
  [kinds.helmRelease, { category: 'helmReleases', suspend: 'spec', reconciled: true }],
  [kinds.gitRepository, { category: 'sources', suspend: 'spec', reconciled: true }],
  [kinds.ociRepository, { category: 'sources', suspend: 'spec', reconciled: true }],
  [kinds.helmRepository, { category: 'sources', suspend: 'spec', reconciled: true }],
  [kinds.helmChart, { category: 'sources', suspend: 'spec', reconciled: true }],
  [kinds.bucket, { category: 'sources', suspend: 'spec', reconciled: true }],
  [kinds.externalArtifact, { category: 'sources', suspend: 'none', reconciled: false }],
  [kinds.artifactGenerator, { category: 'sources', suspend: 'annotation', reconciled: true }],
  [kinds.imageRepository, { category: 'images', suspend: 'spec', reconciled: true }],
  [kinds.imagePolicy, { category: 'images', suspend: 'spec', reconciled: true }],
  [kinds.imageUpdateAutomation, { category: 'images', suspend: 'spec', reconciled: true }],
  [kinds.alert, { category: 'notifications', suspend: 'spec', reconciled: false }],
  [kinds.provider, { category: 'notifications', suspend: 'spec', reconciled: false }],
  [kinds.receiver, { category: 'notifications', suspend: 'spec', reconciled: true }],
  [kinds.resourceSet, { category: 'resourceSets', suspend: 'annotation', reconciled: true }],
  [kinds.resourceSetInputProvider, { category: 'resourceSets', suspend: 'annotation', reconciled: true }],
  [kinds.fluxInstance, { category: 'instances', suspend: 'annotation', reconciled: true }],
  [kinds.fluxReport, { category: 'instances', suspend: 'annotation', reconciled: true }],
]);

const categoryOfGroup: ReadonlyMap<string, Category> = new Map([
  [source, 'sources'],
  [extensions, 'sources'],
  [image, 'images'],
  [notification, 'notifications'],
]);

/** Whether objects of this API group are Flux's: the toolkit's, its source extensions' or flux-operator's. */
export function isFluxGroup(group: string): boolean {
  return group.endsWith('.toolkit.fluxcd.io') || group === extensions || group === operator;
}

/** Whether Sluice knows the kind, rather than having discovered it. */
export function isKnownKind(id: KindId): boolean {
  return known.has(id);
}

/** Whether a controller acts on reconcile requests for objects of this kind, static ones aside; of unknown kinds false. */
export function isReconciledKind(id: KindId): boolean {
  return known.get(id)?.reconciled ?? false;
}

/** The tree group of a kind; unknown kinds go by their API group. */
export function categoryOf(id: KindId): Category {
  return known.get(id)?.category ?? categoryOfGroup.get(groupOfKind(id)) ?? 'other';
}

/** Whether the object is a HelmRepository of type oci: it is only read by others and never reconciled itself. */
export function isStatic(object: FluxObject): boolean {
  return object.kindId === kinds.helmRepository && asText(specOf(object)['type']) === 'oci';
}

/** Whether a controller writes a status to this object: not to Alert, Provider and static HelmRepositories. */
export function hasStatus(object: FluxObject): boolean {
  return object.kindId !== kinds.alert && object.kindId !== kinds.provider && !isStatic(object);
}

/**
 * Whether a controller acts on a reconcile request for this object. Of an unknown kind this is believed if it
 * has handled one (status.lastHandledReconcileAt).
 */
export function canReconcile(object: FluxObject): boolean {
  const facts = known.get(object.kindId);
  if (facts !== undefined) return facts.reconciled && !isStatic(object);
  return asText(object.raw.status?.['lastHandledReconcileAt']) !== undefined;
}

/**
 * How objects of this kind are suspended. Unknown kinds of the toolkit's groups follow its convention,
 * spec.suspend; of others nothing is assumed.
 */
export function suspendMechanism(id: KindId): SuspendMechanism {
  const group = groupOfKind(id);
  const way = known.get(id)?.suspend ?? (group.endsWith('.toolkit.fluxcd.io') ? 'spec' : 'none');
  if (way === 'spec') return { by: 'spec.suspend' };
  if (way === 'none') return { by: 'none' };
  const name = `${group}/reconcile`;
  return group === operator
    ? { by: 'annotation', name, suspended: 'disabled', resumed: 'enabled' }
    : { by: 'annotation', name, suspended: 'disabled' };
}
