import type { KindId } from '../../flux/object.ts';
import type { KustomizationSummary } from '../workspace/fileSummary.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { buildsOf } from './builds.ts';
import { componentsOf } from './kustomizations.ts';
import { takesFromHere } from './ownSource.ts';

const webhooks = ['/webhooks/*/clientConfig/service/namespace'];

/** Where kustomize writes the namespace of a build, or of a ServiceAccount or Service in it (api/filters/nameref). */
const ofNamespace: ReadonlyMap<KindId, readonly string[]> = new Map<KindId, readonly string[]>([
  ['rbac.authorization.k8s.io/ClusterRoleBinding', ['/subjects/*/namespace']],
  ['rbac.authorization.k8s.io/RoleBinding', ['/subjects/*/namespace']],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', webhooks],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', webhooks],
  ['apiregistration.k8s.io/APIService', ['/spec/service/namespace']],
  [
    'apiextensions.k8s.io/CustomResourceDefinition',
    ['/spec/conversion/webhook/clientConfig/service/namespace', '/spec/conversion/webhook/clientConfig/service'],
  ],
]);

/** The kinds whose selector kustomize makes where there is none (builtinpluginconsts/commonlabels.go). */
const selecting: ReadonlySet<KindId> = new Set([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/DaemonSet',
  'apps/StatefulSet',
]);

/**
 * The fields that kustomize's `namespace:`, `commonLabels:` and `labels:` put into an object of a kind, in all ways in
 * which its file is built; each as `/` and its steps, `*` for any item of a list.
 */
export function transformedPaths(workspace: Workspace, path: string, kindId: KindId): readonly string[] {
  const namespaced = ofNamespace.get(kindId) ?? [];
  if (namespaced.length === 0 && !selecting.has(kindId)) return [];
  const found = new Set<string>();
  for (const { steps, applier } of buildsOf(workspace, path)) {
    const all = steps.flatMap((step) => [step, ...componentsOf(workspace, step)]);
    // A kustomization that is not here may give a namespace to what one here includes.
    const isOpen = steps.length > 0 && (applier === undefined || !takesFromHere(workspace, applier));
    if (isOpen || applier?.fluxKustomization?.targetNamespace || all.some(({ namespace }) => namespace)) {
      for (const one of namespaced) found.add(one);
    }
    if (selecting.has(kindId)) for (const one of all.flatMap(labelled)) found.add(one);
  }
  return [...found];
}

function labelled({ selectorLabels, templateLabels }: KustomizationSummary): readonly string[] {
  const selector = selectorLabels.length > 0 ? ['/spec/selector', '/spec/selector/matchLabels'] : [];
  const names = [...selectorLabels, ...templateLabels];
  const template = names.length > 0 ? ['/spec/template/metadata', '/spec/template/metadata/labels'] : [];
  return [...selector, ...template, ...names.map((name) => `/spec/template/metadata/labels/${name}`)];
}
