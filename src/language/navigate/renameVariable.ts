import { kinds } from '../../flux/kinds.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { substitutionBy } from '../../manifests/variables/substitution.ts';
import { variableUses } from '../../manifests/variables/variableUses.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { fileNameOf } from '../../manifests/workspace/paths.ts';
import { isAllRead, type Workspace } from '../../manifests/workspace/workspace.ts';
import { plainValue } from '../../manifests/yaml/plainScalar.ts';
import type { FileEdit } from '../finding.ts';
import type { Refusal } from './refusal.ts';
import { givenBy, type VariableEntity } from './variableAt.ts';

/** Why a variable cannot be renamed in all places that mean it; undefined where it can. */
export function variableRefusal(workspace: Workspace, { name, kustomizations }: VariableEntity): Refusal | undefined {
  const what = `variable "${name}"`;
  const all = meaningTheSame(workspace, name, kustomizations);
  const giving = all.filter((one) => givenBy(workspace, one, name) !== undefined);
  if (giving.length === 0) return { refusal: `The ${what} is in no postBuild.substitute of this workspace.` };
  if (!isAllRead(workspace)) return { refusal: `Not all files are read, so that the ${what} may be used in others.` };
  const far = all.find((one) => !takesFromHere(workspace, one));
  if (far !== undefined) {
    return { refusal: `Kustomization ${far.name} applies files of another source, which may use the ${what}.` };
  }
  for (const one of all) {
    const { variables, patched } = substitutionBy(workspace, one);
    const other = variables.get(name)?.find(({ holder }) => holder !== one)?.holder;
    if (other !== undefined || patched(name)) {
      return {
        refusal: `The ${what} is given by ${other === undefined ? 'a patch' : fileNameOf(other.path)} too. Rename it there first.`,
      };
    }
  }
  return undefined;
}

/** The edits that rename a variable: where Kustomizations give it, and in all that they apply. */
export function renameVariable(
  workspace: Workspace,
  entity: VariableEntity,
  newName: string,
): readonly FileEdit[] | Refusal {
  const refused = variableRefusal(workspace, entity);
  if (refused !== undefined) return refused;
  if (!/^[_A-Za-z]\w*$/.test(newName)) {
    return {
      refusal: `"${newName}" cannot be a variable: letters, digits and "_" are allowed, and no digit at the beginning.`,
    };
  }
  const all = meaningTheSame(workspace, entity.name, entity.kustomizations);
  const taken = all.find((one) => substitutionBy(workspace, one).variables.has(newName));
  if (taken !== undefined) return { refusal: `Kustomization ${taken.name} has a variable "${newName}" already.` };
  const key = plainValue(newName) === newName ? newName : `"${newName}"`;
  const given = all.flatMap((one) => givenBy(workspace, one, entity.name) ?? []);
  const edits = [
    ...given.map(({ path, keySpan }) => ({ path, span: keySpan, text: key })),
    ...usedBy(workspace, entity.name, all).map(({ path, span }) => ({ path, span, text: newName })),
  ];
  return [...new Map(edits.map((edit) => [`${edit.path} ${edit.span.start}`, edit])).values()];
}

/** The Kustomizations whose variable has to change with those given: they apply a file in which it is used, too, or are given it in the same place. */
function meaningTheSame(
  workspace: Workspace,
  name: string,
  kustomizations: readonly DeclaredObject[],
): readonly DeclaredObject[] {
  let all = kustomizations;
  for (;;) {
    const users = usedBy(workspace, name, all).flatMap(({ appliers }) => appliers);
    const next = [...new Set([...all, ...users, ...givenWith(workspace, name, all)])];
    if (next.length === all.length) return next;
    all = next;
  }
}

/** Those that a patch gives the variable to in the same place. */
function givenWith(workspace: Workspace, name: string, some: readonly DeclaredObject[]): readonly DeclaredObject[] {
  const placeOf = (one: DeclaredObject) => {
    const given = givenBy(workspace, one, name);
    return given === undefined ? undefined : `${given.path} ${given.keySpan.start}`;
  };
  const places = new Set(some.flatMap((one) => placeOf(one) ?? []));
  return declaredObjects(workspace, kinds.kustomization).filter((one) => places.has(placeOf(one) ?? ''));
}

function usedBy(workspace: Workspace, name: string, kustomizations: readonly DeclaredObject[]) {
  return variableUses(workspace, name).filter(({ appliers }) => appliers.some((one) => kustomizations.includes(one)));
}
