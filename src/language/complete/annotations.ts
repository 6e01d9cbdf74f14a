import { isFluxGroup, kinds } from '../../flux/kinds.ts';
import { groupOf, kindId, type KindId } from '../../flux/object.ts';
import { scalarItem, snippetItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';
import { escapeSnippet } from './snippet.ts';

/** A label or annotation that Flux, kustomize or Kubernetes reads. */
export interface KnownName {
  readonly name: string;
  /** Where it counts. */
  readonly in: readonly ('annotations' | 'labels')[];
  /** On which objects: of Flux, of others, or of these kinds. Absent: on any. */
  readonly on?: 'flux' | readonly KindId[];
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

/** The known labels and annotations with a name. */
export function knownName(name: string, where: 'annotations' | 'labels'): KnownName | undefined {
  return knownNames.find((known) => known.name === name && known.in.includes(where));
}

/** The labels and annotations that mean something on an object, and their values. */
export function completeAnnotations(place: OpenPlace, object: ObjectAround | undefined): CompletionItem[] {
  if (object === undefined) return [];
  const path = place.path.slice(object.root.length);
  const [metadata, where, name] = path;
  if (metadata !== 'metadata' || (where !== 'annotations' && where !== 'labels')) return [];
  if (place.at === 'value' && path.length === 3 && typeof name === 'string') {
    const values = knownName(name, where)?.values ?? [];
    return values.map((value, index) =>
      scalarItem(place, value, { label: value, kind: 'value', sortText: `0${index}` }),
    );
  }
  if (place.at !== 'key' || path.length !== 2) return [];
  const present = place.maps.at(-1)?.entries();
  const id = kindId(groupOf(object.apiVersion), object.kind);
  return knownNames
    .filter((known) => known.in.includes(where) && counts(known, id) && present?.has(known.name) !== true)
    .map((known, index) => nameItem(place, known, index));
}

function counts({ on }: KnownName, id: KindId): boolean {
  if (on === undefined) return true;
  return on === 'flux' ? isFluxGroup(id.slice(0, id.indexOf('/'))) : on.includes(id);
}

function nameItem(place: OpenPlace, { name, values, text }: KnownName, index: number): CompletionItem {
  const choice = values.length > 1 ? `\${1|${values.map(quoteIfNeeded).join(',')}|}` : quoteIfNeeded(values[0] ?? '$1');
  const rest = (place.at === 'key' && place.colon) || place.quote !== '' ? '' : `: ${choice}`;
  const sortText = `0${String(index).padStart(2, '0')}`;
  const facts = { label: name, kind: 'annotation', documentation: text, sortText } as const;
  return snippetItem(place, `${escapeSnippet(name)}${rest}`, facts);
}

/** The values of labels and annotations are texts: `true` would be none. */
function quoteIfNeeded(value: string): string {
  return value === 'true' ? '"true"' : value;
}
