import { kinds } from '../../flux/kinds.ts';
import { kindId, type KindId } from '../../flux/object.ts';

/** A label or annotation that Flux, kustomize or Kubernetes reads. */
export interface KnownName {
  readonly name: string;
  /** Where it counts. */
  readonly in: readonly ('annotations' | 'labels')[];
  /** On objects of which kinds. Absent: on any. */
  readonly on?: readonly KindId[];
  /** The values that mean something; a free value where none is listed. */
  readonly values: readonly string[];
  /** What it does, as a sentence. */
  readonly text: string;
}

const both = ['annotations', 'labels'] as const;
const operatorKinds = [kinds.fluxInstance, kinds.resourceSet, kinds.resourceSetInputProvider] as const;

/** As kustomize-controller 1.9, helm-controller 1.6, source-watcher 2.2 and flux-operator 0.58 read them. */
export const knownNames: readonly KnownName[] = [
  {
    name: 'kustomize.toolkit.fluxcd.io/prune',
    in: both,
    values: ['disabled'],
    text: 'Flux keeps this object when it is no longer in the source.',
  },
  {
    name: 'kustomize.toolkit.fluxcd.io/reconcile',
    in: both,
    values: ['disabled'],
    text: 'Flux neither applies nor prunes this object.',
  },
  {
    name: 'kustomize.toolkit.fluxcd.io/ssa',
    in: both,
    values: ['Override', 'Merge', 'IfNotPresent', 'Ignore'],
    text: 'How Flux applies this object: take over its fields, keep those of others, only create it, or leave it alone.',
  },
  {
    name: 'kustomize.toolkit.fluxcd.io/force',
    in: both,
    values: ['enabled'],
    text: 'Flux deletes and creates this object anew where an immutable field changes.',
  },
  {
    name: 'kustomize.toolkit.fluxcd.io/substitute',
    in: both,
    values: ['disabled'],
    text: 'Variables in this object stay as they are written.',
  },
  {
    name: 'reconcile.fluxcd.io/watch',
    in: ['labels'],
    on: [kindId('', 'ConfigMap'), kindId('', 'Secret')],
    values: ['Enabled'],
    text: 'Flux reconciles what refers to this object as soon as it changes.',
  },
  {
    name: 'helm.toolkit.fluxcd.io/driftDetection',
    in: both,
    values: ['disabled'],
    text: 'helm-controller leaves changes of this object in the cluster alone.',
  },
  {
    name: 'source.extensions.fluxcd.io/reconcile',
    in: ['annotations'],
    on: [kinds.artifactGenerator],
    values: ['disabled'],
    text: 'Suspends this ArtifactGenerator.',
  },
  {
    name: 'fluxcd.controlplane.io/reconcile',
    in: ['annotations'],
    on: operatorKinds,
    values: ['enabled', 'disabled'],
    text: 'Suspends this object while it is "disabled".',
  },
  {
    name: 'fluxcd.controlplane.io/reconcileEvery',
    in: ['annotations'],
    on: operatorKinds,
    values: [],
    text: 'How often the object is reconciled, e.g. 30m.',
  },
  {
    name: 'fluxcd.controlplane.io/reconcileTimeout',
    in: ['annotations'],
    on: operatorKinds,
    values: [],
    text: 'How long a reconciliation may take, e.g. 5m.',
  },
  {
    name: 'config.kubernetes.io/local-config',
    in: ['annotations'],
    values: ['true'],
    text: 'kustomize leaves this object out of what it builds.',
  },
  ...['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((name): KnownName => ({
    name: `app.kubernetes.io/${name}`,
    in: ['labels'],
    values: [],
    text: 'A label that Kubernetes recommends.',
  })),
  ...['enforce', 'audit', 'warn'].map((mode): KnownName => ({
    name: `pod-security.kubernetes.io/${mode}`,
    in: ['labels'],
    on: [kindId('', 'Namespace')],
    values: ['restricted', 'baseline', 'privileged'],
    text: 'The Pod Security Standard that Pods in this namespace are held to.',
  })),
];
