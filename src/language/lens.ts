import { isFluxGroup, isReconciledKind, kinds } from '../flux/kinds.ts';
import { groupOf, type KindId } from '../flux/object.ts';
import { effectiveNamespaces } from '../manifests/kustomize/namespaces.ts';
import type { ManifestFile } from '../manifests/manifestFile.ts';
import type { ManifestObject } from '../manifests/manifestObject.ts';
import { asString, nodeAt, type Span } from '../manifests/yaml/node.ts';
import type { LanguageContext } from './context.ts';
import { liveObject, statusLine, type LiveObject } from './liveObject.ts';

/** A line of words above an object; with a command it can be clicked. */
export interface Lens {
  /** The object's first line; counts from the start of the file. */
  readonly span: Span;
  readonly title: string;
  readonly command?: LensCommand;
}

/** A command of the client, and the object it is for: its one argument. */
export interface LensCommand {
  readonly id: string;
  readonly object: LensObject;
}

/** An object as it is declared, with the namespace that it gets if that is known. */
export interface LensObject {
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace?: string;
}

/** What lenses are made of besides what all features know. */
export interface LensFacts {
  /** The commands that the client can run. */
  readonly commands: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The commands that a lens may offer, in their order. */
const offered: readonly { readonly id: string; readonly title: string; readonly onlyReconciled: boolean }[] = [
  { id: 'sluice.reconcile', title: 'Reconcile', onlyReconciled: true },
  { id: 'sluice.diff', title: 'Diff', onlyReconciled: false },
];

/**
 * The lenses above the Flux objects of a file: how the object is in the cluster, and those commands that the client can
 * run. While a cluster is connected there is always a status, so that lines do not jump when it becomes known.
 */
export function lenses(file: ManifestFile, context: LanguageContext, facts: LensFacts): Lens[] {
  return file.documents.flatMap(({ content, start }) =>
    content.objects.flatMap((object) => {
      const { name } = object;
      if (name === undefined || name === '' || name.includes('${') || !isFluxGroup(groupOf(object.apiVersion)))
        return [];
      const at = start + object.node.span.start;
      return lensesOf(object, name, { start: at, end: at }, file.path, context, facts);
    }),
  );
}

function lensesOf(
  object: ManifestObject,
  name: string,
  span: Span,
  path: string,
  context: LanguageContext,
  { commands, now }: LensFacts,
): Lens[] {
  const { kindId } = object;
  if (context.cluster === undefined) return [];
  const namespaces = effectiveNamespaces(context.workspace, { path, namespace: object.namespace });
  const known = namespaces.filter((namespace) => namespace !== undefined);
  const live = liveObject(context.cluster, kindId, name, known);
  const status: Lens = { span, title: lensTitle(live, context.cluster.context, now) };
  if (live.state === 'absent') return [status];
  const [namespace] = known;
  const target = { kindId, name, ...(known.length === 1 && namespace !== undefined && { namespace }) };
  const runs = offered
    .filter(({ id, onlyReconciled }) => commands.includes(id) && (!onlyReconciled || isReconciled(object)))
    .map(({ id, title }): Lens => ({ span, title, command: { id, object: target } }));
  return [status, ...runs];
}

/** Whether a controller acts on requests: a HelmRepository of type oci is only read by others. */
function isReconciled({ kindId, node }: ManifestObject): boolean {
  const isStatic = kindId === kinds.helmRepository && asString(nodeAt(node, ['spec', 'type'])) === 'oci';
  return isReconciledKind(kindId) && !isStatic;
}

function lensTitle(live: LiveObject, cluster: string, now: number): string {
  switch (live.state) {
    case 'found':
      // Clients draw `$(name)` as an icon.
      return statusLine(live.object, now).replaceAll('$(', '$ (');
    case 'several':
      return `${live.count} objects of this name in ${cluster}`;
    case 'absent':
      return `Not in ${cluster}`;
    case 'unknown':
      return `Status in ${cluster} is not known`;
  }
}
