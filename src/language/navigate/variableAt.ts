import { kinds } from '../../flux/kinds.ts';
import { effectiveKustomization } from '../../manifests/kustomize/effectiveFlux.ts';
import { documentAt, type ManifestFile } from '../../manifests/manifestFile.ts';
import { mayQuote } from '../../manifests/secrets.ts';
import { placedSubstitutions } from '../../manifests/variables/placedVariables.ts';
import { appliersOf, variableUses } from '../../manifests/variables/variableUses.ts';
import type { DeclaredObject, GivenVariable, Place } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { entriesAt, keyName, type Span } from '../../manifests/yaml/node.ts';

/** A variable at a place: in an expression, or as a key of postBuild.substitute. */
export interface VariableEntity {
  readonly name: string;
  /** Of the name, from the start of the file. */
  readonly span: Span;
  readonly is: 'use' | 'key';
  /** Whether the name may be told: within the value of a Secret it may be part of what is secret. */
  readonly mayTell: boolean;
  /** The Flux Kustomizations that substitute it, as far as they are here. */
  readonly kustomizations: readonly DeclaredObject[];
}

/** The variable that an offset of a file is in. */
export function variableAt(workspace: Workspace, file: ManifestFile, offset: number): VariableEntity | undefined {
  const document = documentAt(file, offset);
  if (document === undefined) return undefined;
  const at = offset - document.start;
  const covers = ({ start, end }: Span) => start <= at && at <= end;
  const placed = ({ start, end }: Span) => ({ start: start + document.start, end: end + document.start });
  const { objects, root, text } = document.content;
  const use = placedSubstitutions(root, text).uses.find(({ span, escaped }) => !escaped && covers(span));
  if (use !== undefined) {
    const kustomizations = appliersOf(workspace, file.path);
    const mayTell = mayQuote(document.content, use.span);
    return { name: use.name, span: placed(use.nameSpan), is: 'use', mayTell, kustomizations };
  }
  for (const { node, kindId } of objects) {
    if (kindId !== kinds.kustomization || !covers(node.span)) continue;
    const entry = entriesAt(node, ['spec', 'postBuild', 'substitute']).find(({ key }) => covers(key.span));
    if (entry === undefined) continue;
    const span = placed(entry.key.span);
    const name = keyName(entry.key);
    const kustomizations = declaredObjects(workspace, kinds.kustomization).filter((one) => {
      const given = givenBy(workspace, one, name);
      return given?.path === file.path && given.keySpan.start === span.start;
    });
    return { name, span, is: 'key', mayTell: true, kustomizations };
  }
  return undefined;
}

/** What a Flux Kustomization's postBuild.substitute, or a patch of it, gives a variable. */
export function givenBy(workspace: Workspace, kustomization: DeclaredObject, name: string): GivenVariable | undefined {
  return effectiveKustomization(workspace, kustomization)?.substitute.get(name);
}

/** Where a variable is used in what its Kustomizations apply, and if asked for where their postBuild.substitute names it. */
export function variableReferences(
  workspace: Workspace,
  { name, kustomizations }: VariableEntity,
  includeDeclaration: boolean,
): readonly Place[] {
  const uses = variableUses(workspace, name).filter(({ appliers }) =>
    appliers.some((applier) => kustomizations.includes(applier)),
  );
  const declarations = includeDeclaration
    ? kustomizations.flatMap((one) => {
        const given = givenBy(workspace, one, name);
        return given === undefined ? [] : [{ path: given.path, span: given.keySpan }];
      })
    : [];
  return [...declarations, ...uses.map(({ path, span }) => ({ path, span }))];
}
