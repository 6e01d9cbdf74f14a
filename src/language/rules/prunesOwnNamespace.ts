import { scalarAt } from '../../manifests/yaml/node.ts';
import { kinds } from '../../flux/kinds.ts';
import { buildsOf } from '../../manifests/kustomize/builds.ts';
import { effectiveNamespaces, namespaceIn } from '../../manifests/kustomize/namespaces.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import type { Subject } from './subject.ts';

const pruneAnnotation = 'kustomize.toolkit.fluxcd.io/prune';

/**
 * Flux Kustomizations that prune and apply the Namespace that they live in: to delete one is to delete its namespace with
 * all that is in it. Not the Namespace that the bootstrap of Flux declares.
 */
export function prunesOwnNamespace({ object, file, context: { workspace } }: Subject): Finding[] {
  if (object.kindId !== kinds.kustomization) return [];
  const prune = scalarAt(object.node, ['spec', 'prune']);
  if (prune?.value !== true) return [];
  for (const namespace of effectiveNamespaces(workspace, { path: file.path, namespace: object.namespace })) {
    if (namespace === undefined) continue;
    const own = declaredObjects(workspace, '/Namespace', namespace).find(
      (declared) => isApplied(workspace, declared, object.name, file.path) && !isKept(workspace, declared),
    );
    if (own === undefined) continue;
    const message =
      `Kustomization ${object.name ?? ''} prunes, and it applies Namespace ${namespace}, in which it lives itself: ` +
      'to delete it is to delete the namespace and all that is in it. ' +
      `Annotate the Namespace with "${pruneAnnotation}: disabled", or let another Kustomization apply it.`;
    const related = [{ path: own.path, span: own.nameSpan, message: `Namespace ${namespace} is declared here.` }];
    return [
      {
        code: 'prunes-own-namespace',
        severity: severityOf('prunes-own-namespace'),
        message,
        span: prune.span,
        related,
      },
    ];
  }
  return [];
}

function isApplied(workspace: Workspace, declared: DeclaredObject, name: string | undefined, path: string): boolean {
  return buildsOf(workspace, declared.path).some((build) => {
    const { applier } = build;
    if (applier?.name !== name || applier?.path !== path || !takesFromHere(workspace, applier)) return false;
    const given = namespaceIn(workspace, build, undefined);
    return given === undefined || given === declared.name;
  });
}

function isKept(workspace: Workspace, declared: DeclaredObject): boolean {
  const isFlux = declared.labels?.['app.kubernetes.io/part-of'] === 'flux';
  if (
    isFlux ||
    declared.annotations?.[pruneAnnotation] === 'disabled' ||
    declared.labels?.[pruneAnnotation] === 'disabled'
  )
    return true;
  const supplied = suppliedFields(workspace, declared.path, declared);
  return (
    supplied.has(['metadata', 'annotations', pruneAnnotation]) || supplied.has(['metadata', 'labels', pruneAnnotation])
  );
}
