import { kindName } from '../../flux/object.ts';
import { kinds } from '../../flux/kinds.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { DeclaredObject, DeclaredReference, KustomizationSummary } from '../../manifests/workspace/fileSummary.ts';
import { folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import { isRemote } from '../../manifests/workspace/remote.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { severityOf } from '../codes.ts';
import type { Finding, RelatedPlace } from '../finding.ts';
import { resolveReference, wantedNamespaces } from './resolve.ts';

/** A chain of dependencies is followed over so many objects. */
const mostVisits = 2_000;

interface Step<T> {
  readonly to: T;
  readonly place: RelatedPlace;
}

/** Dependencies of a Flux object that lead back to it, so that it waits for itself. Spans count from the start of the file. */
export function dependencyCycles(workspace: Workspace, object: DeclaredObject): Finding[] {
  if (object.kindId !== kinds.kustomization && object.kindId !== kinds.helmRelease) return [];
  return object.references.filter(isDependency).flatMap((reference) => {
    const next = dependency(workspace, object, reference);
    if (next === undefined) return [];
    const way = wayBack(next, object, (from) => dependenciesOf(workspace, from));
    if (way === undefined) return [];
    const names = [object.name, next.name, ...way.map(({ to }) => to.name)];
    const message =
      next === object
        ? `${kindName(object.kindId)} "${object.name}" depends on itself, so it waits for ever.`
        : `These depend on each other, so none of them starts: ${names.join(' -> ')}.`;
    return [cycle(reference.span, message, way)];
  });
}

/** Kustomizations that a kustomization lists and that lead back to it. Spans count from the start of the file. */
export function kustomizationCycles(workspace: Workspace, kustomization: KustomizationSummary): Finding[] {
  return listed(workspace, kustomization).flatMap(({ to, place }) => {
    // A folder that contains this one is refused by its path alone; see kustomizationPaths.
    if (folderOf(kustomization.path).startsWith(`${folderOf(to.path)}/`) || to === kustomization) return [];
    const way = wayBack(to, kustomization, (from) => listed(workspace, from));
    if (way === undefined) return [];
    return [cycle(place.span, 'These kustomizations include each other, which kustomize refuses to build.', way)];
  });
}

function cycle(span: Finding['span'], message: string, way: readonly Step<unknown>[]): Finding {
  const code = 'dependency-cycle';
  return { code, severity: severityOf(code), message, span, related: way.slice(0, 10).map(({ place }) => place) };
}

/** The steps that lead from one to another; undefined where none do. */
function wayBack<T>(from: T, to: T, next: (one: T) => readonly Step<T>[]): readonly Step<T>[] | undefined {
  if (from === to) return [];
  const cameBy = new Map<T, { readonly before: T; readonly step: Step<T> }>();
  const queue = [from];
  for (let index = 0; index < queue.length && index < mostVisits; index++) {
    const one = queue[index];
    if (one === undefined) break;
    for (const step of next(one)) {
      if (cameBy.has(step.to) || step.to === from) continue;
      cameBy.set(step.to, { before: one, step });
      if (step.to === to) return stepsTo(to, from, cameBy);
      queue.push(step.to);
    }
  }
  return undefined;
}

function stepsTo<T>(
  to: T,
  from: T,
  cameBy: ReadonlyMap<T, { readonly before: T; readonly step: Step<T> }>,
): readonly Step<T>[] {
  const steps: Step<T>[] = [];
  for (let at = to; at !== from;) {
    const came = cameBy.get(at);
    if (came === undefined) break;
    steps.unshift(came.step);
    at = came.before;
  }
  return steps;
}

function isDependency({ path }: DeclaredReference): boolean {
  return path[0] === 'spec' && path[1] === 'dependsOn';
}

function dependenciesOf(workspace: Workspace, object: DeclaredObject): Step<DeclaredObject>[] {
  return object.references.filter(isDependency).flatMap((reference) => {
    const to = dependency(workspace, object, reference);
    if (to === undefined) return [];
    const message = `${object.name} depends on ${to.name}.`;
    return [{ to, place: { path: object.path, span: reference.span, message } }];
  });
}

/** The object that a dependency surely means: in a namespace that is known on both sides. */
function dependency(
  workspace: Workspace,
  object: DeclaredObject,
  { kindId, name, namespace }: DeclaredReference,
): DeclaredObject | undefined {
  const namespaces = wantedNamespaces(workspace, object, namespace);
  const { targets } = resolveReference(workspace, { path: object.path, kindId, name, namespaces });
  const [target] = targets;
  if (target?.object === undefined || target.name !== name) return undefined;
  const isSame = target.object === object;
  const own = isSame && namespace === undefined;
  return own ||
    (namespaces.length === 1 && namespaces[0] !== undefined && isOnly(workspace, target.object, namespaces[0]))
    ? target.object
    : undefined;
}

function isOnly(workspace: Workspace, object: DeclaredObject, namespace: string): boolean {
  const namespaces = effectiveNamespaces(workspace, object);
  return namespaces.length === 1 && namespaces[0] === namespace;
}

function listed(workspace: Workspace, { path, paths }: KustomizationSummary): Step<KustomizationSummary>[] {
  return paths.flatMap(({ use, text, span }) => {
    if ((use !== 'resource' && use !== 'component') || isRemote(text)) return [];
    const to = kustomizationIn(workspace, resolvePath(folderOf(path), text));
    return to === undefined ? [] : [{ to, place: { path, span, message: `"${text}" is listed here.` } }];
  });
}
