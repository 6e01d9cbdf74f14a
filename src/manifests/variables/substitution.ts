import { effectiveKustomization } from '../kustomize/effectiveFlux.ts';
import { sureAppliers } from '../kustomize/ownSource.ts';
import { suppliedFields } from '../kustomize/supplied.ts';
import type { DeclaredObject, Place, SubstituteSource } from '../workspace/fileSummary.ts';
import { declaredObjects, madeObjects } from '../workspace/objects.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Where a variable of a Flux Kustomization gets a value. */
export interface VariableOrigin {
  /** Absent where it is not to be read: in a Secret, or over several lines. */
  readonly value?: string;
  /** The Flux Kustomization, ConfigMap or Secret that gives it. */
  readonly holder: DeclaredObject;
  readonly place: Place;
}

/** What a Flux Kustomization substitutes in the objects that it applies. */
export interface Substitution {
  readonly kustomization: DeclaredObject;
  /** Whether it does so at all; undefined where that hangs on ConfigMaps or Secrets that are not known. */
  readonly happens: boolean | undefined;
  /** The variables that are known, each with the places that give it, the one that counts last. */
  readonly variables: ReadonlyMap<string, readonly VariableOrigin[]>;
  /** Sources whose variables are not known: not in this workspace, or made in the cluster. */
  readonly unknown: readonly SubstituteSource[];
  /** Whether a ConfigMap's or Secret's patches give a variable. */
  patched(name: string): boolean;
}

const ofFiles = new WeakMap<Workspace, Map<string, readonly Substitution[]>>();

/** The substitutions that the objects of a file go through, one for each Flux Kustomization that applies it. */
export function substitutionsOf(workspace: Workspace, path: string): readonly Substitution[] {
  const known = ofFiles.get(workspace) ?? new Map<string, readonly Substitution[]>();
  ofFiles.set(workspace, known);
  const appliers = new Set(sureAppliers(workspace, path));
  const made = known.get(path) ?? [...appliers].map((applier) => substitutionBy(workspace, applier));
  known.set(path, made);
  return made;
}

const byKustomization = new WeakMap<Workspace, Map<DeclaredObject, Substitution>>();

/**
 * What a Flux Kustomization substitutes, as kustomize-controller 1.9 loads it (fluxcd/pkg kustomize_varsub.go): the data of
 * substituteFrom in its order, then postBuild.substitute; with what patches put into it. Without a variable it happens
 * only with `substituteStrategy: Always`. ConfigMaps and Secrets are found by their names.
 */
export function substitutionBy(workspace: Workspace, kustomization: DeclaredObject): Substitution {
  const known = byKustomization.get(workspace) ?? new Map<DeclaredObject, Substitution>();
  byKustomization.set(workspace, known);
  const made = known.get(kustomization) ?? load(workspace, kustomization);
  known.set(kustomization, made);
  return made;
}

function load(workspace: Workspace, kustomization: DeclaredObject): Substitution {
  const flux = effectiveKustomization(workspace, kustomization);
  const variables = new Map<string, VariableOrigin[]>();
  const give = (name: string, origin: VariableOrigin): void => {
    const origins = variables.get(name);
    if (origins === undefined) variables.set(name, [origin]);
    else origins.push(origin);
  };
  const unknown: SubstituteSource[] = [];
  const holders: DeclaredObject[] = [];
  for (const source of flux?.substituteFrom ?? []) {
    const declared = declaredObjects(workspace, source.kindId, source.text);
    if (declared.length === 0 || madeObjects(workspace, source.kindId, source.text).length > 0) unknown.push(source);
    for (const holder of declared) {
      holders.push(holder);
      for (const [name, { span, value }] of holder.data ?? []) {
        give(name, { holder, place: { path: holder.path, span }, ...(value !== undefined && { value }) });
      }
    }
  }
  for (const [name, { text, path, span }] of flux?.substitute ?? []) {
    give(name, { value: text.replaceAll('\n', ''), holder: kustomization, place: { path, span } });
  }
  const always = flux?.substitutesAlways === true;
  const happens = always || variables.size > 0 || (unknown.length > 0 ? undefined : false);
  const patched = (name: string) =>
    holders.some((holder) => {
      const fields = suppliedFields(workspace, holder.path, holder);
      return fields.has(['data', name]) || fields.has(['stringData', name]);
    });
  return { kustomization, happens, variables, unknown, patched };
}

/** Whether something of this workspace applies a Flux Kustomization, so that what patches put into it is known. */
export function isAppliedHere(workspace: Workspace, kustomization: DeclaredObject): boolean {
  return sureAppliers(workspace, kustomization.path).length > 0;
}
