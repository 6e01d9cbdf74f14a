import { kinds } from '../../flux/kinds.ts';
import { groupOf, kindId, type KindId, type KubernetesObject } from '../../flux/object.ts';
import { effectiveNamespaces, nameAffixes } from '../../manifests/kustomize/namespaces.ts';
import { sureAppliers } from '../../manifests/kustomize/ownSource.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import type { RenderProblem, RenderResult } from '../../render/renderer.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import { writtenObject } from './writtenObject.ts';

/** A Flux Kustomization as Flux comes to see it. One that several Kustomizations apply may have several variants. */
export interface Variant {
  /** What a file says. */
  readonly declared: DeclaredObject;
  /** The same with what those above it put into it: patches, variables, namespaces. */
  readonly object: KubernetesObject;
  /** Those above it, each with what it comes to: the nearest first. */
  readonly above: readonly RenderedVariant[];
  /** Why Flux may see another one. */
  readonly doubts: readonly RenderProblem[];
}

/** A Flux Kustomization with what it comes to. */
export interface RenderedVariant {
  readonly variant: Variant;
  readonly result: RenderResult;
}

/** Renders a Kustomization; `seen` are those that wait for it, which must not be asked for again. */
export type RenderVariant = (variant: Variant, seen: Seen, signal: AbortSignal) => Promise<RenderResult>;

/** Declarations that are being looked into. */
export type Seen = ReadonlySet<DeclaredObject>;

/** Kustomizations above each other beyond this are not followed. */
const deepest = 20;

/**
 * What a declared Kustomization is once those above it are rendered, one for each that makes something else of it. Where
 * none is known to apply it, and where those that do cannot be rendered, it is as its file says; empty if that is nothing.
 */
export async function variantsOf(
  declared: DeclaredObject,
  { repository, render }: { readonly repository: RepositoryAt; readonly render: RenderVariant },
  seen: Seen,
  signal: AbortSignal,
): Promise<readonly Variant[]> {
  const written = asWritten(repository, declared);
  if (written === undefined) return [];
  const inner = new Set([...seen, declared]);
  const variants = new Map<string, Variant>();
  const doubts: RenderProblem[] = [];
  for (const applier of seen.size > deepest ? [] : sureAppliers(repository.workspace, declared.path)) {
    if (seen.has(applier)) continue;
    // One that applies itself, as bootstrap makes it, patches itself by what it says before.
    const [above] = applier === declared ? [written] : await variantsOf(applier, { repository, render }, inner, signal);
    if (above === undefined) continue;
    const result = await render(above, inner, signal);
    const rendered = [{ variant: above, result }, ...above.above];
    const found = result.outcome === 'rendered' ? objectIn(result, declared, repository) : undefined;
    if (result.outcome !== 'rendered' && applier !== declared) doubts.push(notRendered(above, declared, repository));
    if (found === undefined) continue;
    const same = JSON.stringify(found);
    if (!variants.has(same)) variants.set(same, { declared, object: found, above: rendered, doubts: [] });
  }
  return variants.size > 0 ? [...variants.values()] : [{ ...written, doubts }];
}

/** The kind of an object, as keys have it. */
export function kindOf({ apiVersion, kind }: KubernetesObject): KindId {
  return kindId(groupOf(apiVersion), kind);
}

/** `namespace/name` of a Kustomization. */
export function nameOf({ metadata: { namespace, name } }: KubernetesObject): string {
  return `${namespace ?? 'default'}/${name}`;
}

function asWritten(repository: RepositoryAt, declared: DeclaredObject): Variant | undefined {
  const object = writtenObject(repository, declared);
  if (object === undefined) return undefined;
  const [only, ...others] = effectiveNamespaces(repository.workspace, declared);
  const namespace = (others.length === 0 ? only : undefined) ?? declared.namespace ?? 'default';
  return { declared, object: { ...object, metadata: { ...object.metadata, namespace } }, above: [], doubts: [] };
}

/** The Kustomization in what was rendered of one that applies its file: by the names and namespaces that it may get. */
function objectIn(
  { objects }: Extract<RenderResult, { readonly outcome: 'rendered' }>,
  declared: DeclaredObject,
  { workspace }: RepositoryAt,
): KubernetesObject | undefined {
  const affixes = nameAffixes(workspace, declared.path);
  const names = new Set([declared.name, ...affixes.map(({ prefix, suffix }) => prefix + declared.name + suffix)]);
  const named = objects
    .map(({ value }) => value)
    .filter((value) => kindOf(value) === kinds.kustomization && names.has(value.metadata.name));
  const namespaces = effectiveNamespaces(workspace, declared);
  return named.find(({ metadata }) => namespaces.includes(metadata.namespace)) ?? named[0];
}

function notRendered({ object }: Variant, { path }: DeclaredObject, { root }: RepositoryAt): RenderProblem {
  return {
    kind: 'unknown',
    message: `The Kustomization ${nameOf(object)}, which applies this file, cannot be rendered: what it patches here is not known.`,
    file: path.slice(root.length + 1),
  };
}
