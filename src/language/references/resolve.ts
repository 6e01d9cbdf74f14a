import type { KindId } from '../../flux/object.ts';
import { isOpaque } from '../opaque.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import type { DeclaredObject, Place } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects, madeObjects, type Made } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { oddlyNamed } from './oddNames.ts';

/** An object that a reference may mean, where it is declared or where its maker stands. */
export interface Target {
  readonly kindId: KindId;
  readonly name: string;
  /** Of the name, or of what makes the object. */
  readonly place: Place;
  /** Undefined among them: one that cannot be told. */
  readonly namespaces: readonly (string | undefined)[];
  /** Undefined where a generator or another object makes it. */
  readonly object: DeclaredObject | undefined;
  /** Whether a generator makes it and kustomize appends a hash to its name. */
  readonly hashed: boolean;
}

/** What a reference names, from which file. */
export interface Wanted {
  readonly path: string;
  readonly kindId: KindId;
  readonly name: string;
  /** Undefined among them: one that cannot be told. */
  readonly namespaces: readonly (string | undefined)[];
}

/** What the workspace has for a reference. */
export interface Resolution {
  /** Of the kind and name, in a namespace that fits or may fit; those nearest to the reference's file first. */
  readonly targets: readonly Target[];
  /** Of the kind and name, in other namespaces. */
  readonly elsewhere: readonly Target[];
}

/** The namespaces that a reference may mean: the one that it names, else those that its object gets. */
export function wantedNamespaces(
  workspace: Workspace,
  object: { readonly path: string; readonly namespace: string | undefined },
  named: string | undefined,
): readonly (string | undefined)[] {
  if (named === undefined) return effectiveNamespaces(workspace, object);
  return [isOpaque(named) ? undefined : named];
}

/** Finds what a reference means. Names that variables, prefixes or templates make up are found where they may fit. */
export function resolveReference(workspace: Workspace, wanted: Wanted): Resolution {
  const { kindId, name } = wanted;
  const exact = [
    ...declaredObjects(workspace, kindId, name).map((object) => targetOf(workspace, object)),
    ...madeObjects(workspace, kindId, name).map((made) => madeTarget(workspace, made)),
  ];
  const found =
    exact.length > 0
      ? exact
      : oddlyNamed(workspace, kindId, name).map((odd) =>
          'made' in odd ? madeTarget(workspace, odd) : targetOf(workspace, odd),
        );
  const fits = ({ namespaces }: Target) => overlap(namespaces, wanted.namespaces);
  return {
    targets: found.filter(fits).sort((a, b) => nearness(b, wanted.path) - nearness(a, wanted.path)),
    elsewhere: found.filter((target) => !fits(target)),
  };
}

/** A declared object as the target of references. */
function targetOf(workspace: Workspace, object: DeclaredObject): Target {
  const { kindId, name, path, nameSpan: span } = object;
  return {
    kindId,
    name,
    place: { path, span },
    namespaces: effectiveNamespaces(workspace, object),
    object,
    hashed: false,
  };
}

/** A made object as the target of references. */
function madeTarget(workspace: Workspace, { path, made }: Made): Target {
  const { kindId, name, span, anywhere, namespace } = made;
  const namespaces = anywhere === true ? [undefined] : effectiveNamespaces(workspace, { path, namespace });
  return { kindId, name, place: { path, span }, namespaces, object: undefined, hashed: made.hashed === true };
}

/** Whether one of the namespaces is, or may be, one of the others. */
export function overlap(some: readonly (string | undefined)[], others: readonly (string | undefined)[]): boolean {
  return some.some((one) => one === undefined || others.includes(one)) || others.includes(undefined);
}

/** How many leading characters the paths share: several clusters of one repository declare objects of the same name. */
function nearness({ place }: Target, path: string): number {
  let shared = 0;
  while (shared < path.length && path[shared] === place.path[shared]) shared++;
  return shared;
}
