import { groupOf, groupOfKind, type KindId, kindName } from '../../flux/object.ts';
import { isFluxGroup } from '../../flux/kinds.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { FoundReference } from '../../manifests/workspace/references.ts';
import { declaredObjects, madeObjects } from '../../manifests/workspace/objects.ts';
import { relativePath } from '../../manifests/workspace/paths.ts';
import { rootOf, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { liveObject, stateWords, type LiveObject } from '../liveObject.ts';
import { shortRevision } from '../../flux/revision.ts';
import { code, facts, join, line, paragraphs, time } from './markdown.ts';

/** How many places where an object is declared are named. */
const mostPlaces = 5;

/** How a declared Flux object is in the cluster; undefined for objects that the cluster says nothing of. */
export function objectHover(object: ManifestObject, filePath: string, context: LanguageContext): string | undefined {
  const { name, kind, kindId, apiVersion, namespace } = object;
  if (name === undefined || !isFluxGroup(groupOf(apiVersion)) || context.cluster === undefined) return undefined;
  const namespaces = known(effectiveNamespaces(context.workspace, { path: filePath, namespace }));
  const live = liveObject(context.cluster, kindId, name, namespaces);
  return join(heading(kind, name, namespaces), status(live, context));
}

/** The object that a reference names: how it is, and where it is declared. */
export function referenceHover(
  { kindId, name, namespace, optional }: FoundReference,
  object: ManifestObject,
  filePath: string,
  context: LanguageContext,
): string | undefined {
  if (kindId === undefined || name.includes('${')) return undefined;
  const own = known(effectiveNamespaces(context.workspace, { path: filePath, namespace: object.namespace }));
  const namespaces = namespace === undefined ? own : [namespace];
  const places = placesOf(context.workspace, kindId, name, namespaces);
  const isFlux = isFluxGroup(groupOfKind(kindId));
  const live: LiveObject = isFlux ? liveObject(context.cluster, kindId, name, namespaces) : { state: 'unknown' };
  const more = places.length - mostPlaces;
  return join(
    heading(kindName(kindId), name, namespaces),
    isFlux ? status(live, context) : undefined,
    places.length === 0
      ? `Not declared in this workspace.${optional ? ' The reference is optional.' : ''}`
      : facts(places.slice(0, mostPlaces).map(({ how, where }) => [how, where] as const)) +
          (more > 0 ? `\n- and in ${more} more files` : ''),
  );
}

function heading(kind: string, name: string, namespaces: readonly string[]): string {
  const [namespace, other] = namespaces;
  const where = namespace === undefined || other !== undefined ? '' : ` in ${code(namespace)}`;
  return `**${line(`${kind}/${name}`)}**${where}`;
}

/** The state of an object in words, with the controller's message where something is wrong. */
function status(live: LiveObject, { cluster }: LanguageContext): string | undefined {
  if (cluster === undefined) return undefined;
  const where = line(cluster.context);
  switch (live.state) {
    case 'found': {
      const { health, message, revision, since } = live.object;
      const from = since === undefined ? '' : time(since);
      const words = [
        `**${stateWords[health]}** in ${where}`,
        revision === undefined ? '' : code(shortRevision(revision)),
        from === '' ? '' : `since ${from}`,
      ];
      const well = health === 'ready' || health === 'noStatus';
      return join(
        words.filter((part) => part !== '').join(' · '),
        well || message === undefined ? undefined : paragraphs(message.slice(0, 1000)),
      );
    }
    case 'several':
      return `${live.count} objects of this name are in ${where}; the namespace is not known here.`;
    case 'absent':
      return `Not in ${where}.`;
    case 'unknown':
      return undefined;
  }
}

/** The places that declare or make an object, those of its namespace alone if there are some. */
function placesOf(
  workspace: Workspace,
  kindId: KindId,
  name: string,
  namespaces: readonly string[],
): { how: string; where: string }[] {
  const declared = declaredObjects(workspace, kindId, name).map((object) => ({
    how: 'Declared in',
    where: code(shown(workspace, object.path)),
    namespaces: known(effectiveNamespaces(workspace, object)),
  }));
  const made = madeObjects(workspace, kindId, name).map(({ path, by, made: { namespace } }) => ({
    how: by === undefined ? 'Generated in' : `Made by ${line(`${kindName(by.kindId)}/${by.name}`)} in`,
    where: code(shown(workspace, path)),
    namespaces: namespace === undefined ? [] : [namespace],
  }));
  const all = [...declared, ...made];
  const exact = all.filter((place) => place.namespaces.some((namespace) => namespaces.includes(namespace)));
  return exact.length > 0 ? exact : all;
}

/** A path as it is known in its repository. */
export function shown(workspace: Workspace, path: string): string {
  const root = rootOf(workspace, path);
  return root === undefined ? path : relativePath(root, path);
}

function known(namespaces: readonly (string | undefined)[]): string[] {
  return namespaces.filter((namespace) => namespace !== undefined);
}
