import type { TreeBuild } from '../../compare/buildTree.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { asText, valueAt } from '../../flux/fields.ts';
import { nameInSentence, type JsonObject } from '../../flux/object.ts';
import { claimsOf } from '../../stages/preview/claims.ts';
import type { LeftOut, PreviewPart } from '../../stages/preview/previewObjects.ts';
import type { AppliedObject } from './appliedBy.ts';

/** What of a preview a person has to judge. */
export interface DoubtFacts {
  readonly parts: readonly PreviewPart[];
  readonly applied: readonly AppliedObject[];
  /** What is declared on the target branch. */
  readonly tree: readonly TreeBuild[];
  readonly parent: TreeBuild;
  readonly namespace: string;
  readonly without: readonly LeftOut[];
}

/** What may keep a preview from working, or work against the stage although it shares no object: a sentence each. */
export function doubtsOf(facts: DoubtFacts): readonly string[] {
  const { parts, parent, namespace, without } = facts;
  const left = without.map(({ kind, name }) => `${kind}/${name}`);
  return [
    ...claimed(facts),
    ...parts.flatMap(({ kustomization, source }) => [
      ...(valueAt(source, 'spec', 'verify') === undefined
        ? []
        : ['The stage takes signed commits only; the preview would take every commit of its branch.']),
      ...(valueAt(kustomization, 'spec', 'suspend') === true
        ? [`${nameOf(kustomization)} is suspended; its copy is not.`]
        : []),
      ...accountOf(
        kustomization,
        (account) =>
          `${nameOf(kustomization)} applies as the service account ${account}: it needs rights in the namespace ${namespace}.`,
      ),
    ]),
    ...accountOf(
      parent.kustomization,
      (account) =>
        `${nameOf(parent.kustomization)} applies as the service account ${account}: it needs the right to make namespaces.`,
    ),
    ...(left.length === 0
      ? []
      : [`The preview does without ${left.join(', ')}: what it needs of its own there is missing.`]),
  ].filter((one, at, all) => all.indexOf(one) === at);
}

/** What an object wants for itself alone and another that is declared has. */
function claimed({ applied, tree }: DoubtFacts): readonly string[] {
  const owners = new Map<string, string>();
  for (const { build } of tree) {
    if (build?.outcome !== 'built') continue;
    for (const { object } of build.objects) for (const claim of claimsOf(object)) owners.set(claim, nameOf(object));
  }
  return applied.flatMap(({ object }) =>
    claimsOf(object).flatMap((claim) => {
      const owner = owners.get(claim);
      return owner === undefined
        ? []
        : [`${nameOf(object)} wants ${claim}, as ${owner} does: which of them has it is not certain.`];
    }),
  );
}

function accountOf(kustomization: JsonObject, sentence: (account: string) => string): readonly string[] {
  const account = asText(valueAt(kustomization, 'spec', 'serviceAccountName'));
  return account === undefined ? [] : [sentence(account)];
}

function nameOf(object: JsonObject): string {
  return nameInSentence(keyOfObject(object));
}
